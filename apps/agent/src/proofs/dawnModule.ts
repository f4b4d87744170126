import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const release = 'webgpu@0.6.2'
/** The SHA-512 of the package in npm's registry. We reject any other content. */
const integrity = 'sha512-3L4GfmqJLvYUIEWJngEQY+2HQiUlAFkg8+P8NDDj3Xx5hHHIFO/r8JW+ynfqBj7kHN4mbnwO74uB+lrRtLhp4Q=='
const mostMs = 300_000

/** Returns the folder for Dawn's module (the library that runs programs on a GPU). All provers of this user account share it. */
export function dawnFolder(): string {
  return join(process.getuid?.() === 0 ? '/var/lib/infinitio' : join(homedir(), '.infinitio'), 'prover', release)
}

/**
 * Returns the path of Dawn's native module, which runs programs on a GPU. Downloads it by npm if it is missing. `target` is the platform and processor that
 * will run the module, such as `linux-x64`; by default those of this machine. Rejects if npm is missing, the content is not the expected one, or the package
 * has no module for `target`.
 */
export async function findDawn({
  folder = dawnFolder(),
  target = `${process.platform}-${process.arch}`,
  onDownload = () => {},
}: {
  folder?: string
  target?: string
  onDownload?: () => void
} = {}): Promise<string> {
  const path = join(folder, target === `${process.platform}-${process.arch}` ? 'dawn.node' : `dawn-${target}.node`)
  if (existsSync(path)) return path
  onDownload()
  mkdirSync(folder, { recursive: true })
  const work = mkdtempSync(join(folder, 'download-'))
  try {
    const packed = await run('npm', ['pack', release, '--pack-destination', work, '--ignore-scripts', '--json'], { timeout: mostMs })
    const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }]
    const archive = join(work, filename)
    const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`
    if (found !== integrity) throw new Error(`${release} has another content than expected: ${found}`)
    const inside = `package/dist/${target}/dawn.node`
    await run('tar', ['-xzf', archive, '-C', work, inside, 'package/LICENSE.md'], { timeout: mostMs })
    renameSync(join(work, 'package/LICENSE.md'), join(folder, 'LICENSE.md'))
    renameSync(join(work, inside), path)
    return path
  } finally {
    rmSync(work, { recursive: true })
  }
}
