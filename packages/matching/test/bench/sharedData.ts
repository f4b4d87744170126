import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Returns the path of a file in `shared/data`. Searches from this folder upwards for the first folder that has the file, so that all work trees of the
 * repository use one copy. If none has it, the returned path does not exist.
 */
export function sharedData(file: string): string {
  const inFolder = (folder: string) => join(folder, 'shared/data', file)
  let folder = import.meta.dirname
  while (!existsSync(inFolder(folder)) && folder !== dirname(folder)) folder = dirname(folder)
  return inFolder(folder)
}
