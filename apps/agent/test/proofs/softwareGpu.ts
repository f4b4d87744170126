import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import packagedChromium from '@sparticuz/chromium'
import { unpackDebian } from '../../../../scripts/deploy/installPromtool.ts'

/** The environment in which Dawn finds a GPU that is simulated in software, or the reason why there is none. */
type SoftwareGpu = { readonly env: Record<string, string> } | { readonly missing: string }

/** Returns an environment in which Debian's Vulkan loader finds SwiftShader, the software driver that the packaged Chromium contains. Installs nothing. */
export async function findSoftwareGpu(): Promise<SoftwareGpu> {
  await packagedChromium.executablePath()
  const driver = join(tmpdir(), 'vk_swiftshader_icd.json')
  if (!existsSync(driver)) return { missing: 'the packaged Chromium has no SwiftShader' }
  const unpacked = unpackDebian({ folderName: 'vulkan-1', packages: ['libvulkan1/bookworm'], needsRoot: false })
  if ('missing' in unpacked) return unpacked
  return { env: { VK_ICD_FILENAMES: driver, VK_DRIVER_FILES: driver, LD_LIBRARY_PATH: join(unpacked.root, 'usr/lib/x86_64-linux-gnu') } }
}
