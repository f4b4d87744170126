import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { packedCommandFolder } from '../packing/packedCommandFolder.ts'
import { checkout, type DataFolder } from './dataFolder.ts'
import { runTask } from './runTask.ts'

/**
 * Packs the command-line program that `/install.sh` installs, unless it was already packed from these sources. This takes some seconds in a separate process,
 * after the market is ready. A failure is printed and nothing else stops, because then only the installer is missing.
 */
export async function packInBackground(folder: DataFolder, signal: AbortSignal): Promise<void> {
  if (existsSync(packedCommandFolder(checkout))) return
  await runTask(folder, { name: 'command', args: [join(checkout, 'scripts/packCommand.ts')], cwd: '.', env: {} }, signal).catch((error: Error) => {
    if (!signal.aborted) console.error(`The installer of the command is not available. ${error.message}`)
  })
}
