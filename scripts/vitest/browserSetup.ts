import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import packagedChromium from '@sparticuz/chromium'

/**
 * Unpacks the packaged Chromium before the first test starts. Two tests that unpacked it at the same time could start an incomplete file. Replaces a file that
 * an interrupted run left incomplete. Does nothing on systems for which the package has no build.
 */
export default async function browserSetup(): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return
  const executablePath = await packagedChromium.executablePath()
  if (spawnSync(executablePath, ['--version', '--no-sandbox'], { stdio: 'ignore', timeout: 20_000 }).status === 0) return
  rmSync(executablePath, { force: true })
  await packagedChromium.executablePath()
}
