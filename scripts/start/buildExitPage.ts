import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { checkout, type DataFolder } from './dataFolder.ts'
import { roomsBehind } from '../sources/roomsBehind.ts'
import { runTask } from './runTask.ts'
import { sourceHash } from '../sources/sourceHash.ts'

/**
 * Builds the exit page, unless a build of the same sources exists. Returns the path of the file. Two processes may build at the same time: each renames its
 * complete file to the final path.
 */
export async function buildExitPage(folder: Pick<DataFolder, 'logs'>, signal: AbortSignal): Promise<string> {
  const hash = sourceHash({ root: checkout, paths: [...roomsBehind({ root: checkout, rooms: ['apps/exit'] }), 'pnpm-lock.yaml'] })
  const file = join(checkout, 'apps/exit/dist', `exit-${hash.slice(0, 12)}.html`)
  if (existsSync(file)) return file
  const part = `${file}.${process.pid}`
  await runTask(folder, { name: 'exit-page', args: [join(checkout, 'apps/exit/scripts/buildExitPage.ts'), part], cwd: 'apps/exit', env: {} }, signal)
  renameSync(part, file)
  return file
}
