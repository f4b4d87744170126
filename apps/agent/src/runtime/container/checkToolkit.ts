import { runTool } from '../../detect/runTool.ts'

/**
 * The first safe version of NVIDIA's Container Toolkit. Older ones let an image run code as root on the machine, through its environment (CVE-2025-23266) or
 * its links (CVE-2025-23267).
 */
const least = [1, 17, 8] as const

/** Rejects with a remedy when NVIDIA's Container Toolkit is missing or older than the first safe version. */
export async function checkToolkit(): Promise<void> {
  const printed = await runTool('nvidia-ctk', ['--version']).catch((error: unknown) => {
    throw new Error(
      "NVIDIA's Container Toolkit is missing: install nvidia-container-toolkit, then run: nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml",
      {
        cause: error,
      },
    )
  })
  const fault = toolkitFault(printed)
  if (fault !== null) throw new Error(fault)
}

/** Returns a sentence about the problem if the toolkit is too old, from the output of its `nvidia-ctk --version`. Returns null if it is safe. Pure. */
export function toolkitFault(printed: string): string | null {
  const fix = `install nvidia-container-toolkit ${least.join('.')} or later`
  const [, ...digits] = /version v?(\d+)\.(\d+)\.(\d+)(-\S+)?/.exec(printed) ?? []
  if (digits.length === 0) return `NVIDIA's Container Toolkit does not say its version: ${fix}`
  const [major = 0, minor = 0, patch = 0] = digits.slice(0, 3).map(Number)
  const beforeRelease = digits[3] !== undefined && /^-(rc|alpha|beta)/.test(digits[3])
  const order = major - least[0] || minor - least[1] || patch - least[2]
  if (order > 0 || (order === 0 && !beforeRelease)) return null
  return `NVIDIA's Container Toolkit ${major}.${minor}.${patch}${digits[3] ?? ''} lets an image break out: ${fix}`
}
