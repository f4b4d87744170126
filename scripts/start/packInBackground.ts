import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { packedCommandFolder } from '../packing/packCommand.ts'
import { checkout, type DataFolder } from './dataFolder.ts'
import { runTask } from './runTask.ts'

/**
 * Packs the command for `/install.sh`, unless the command of these sources exists. It takes some seconds in a separate process, after the market is ready. A
 * failure is printed and stops nothing, because only the installer is then missing.
 */
export async function packInBackground(folder: DataFolder, signal: AbortSignal): Promise<void> {
  if (existsSync(packedCommandFolder(checkout))) return
  await runTask(folder, { name: 'command', args: [join(checkout, 'scripts/packCommand.ts')], cwd: '.', env: {} }, signal).catch((error: Error) => {
    if (!signal.aborted) console.error(`The installer of the command is not available. ${error.message}`)
  })
}
