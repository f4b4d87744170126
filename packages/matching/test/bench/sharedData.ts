import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Returns the path of a file in the folder `shared/data`, beside the checkout or above its work trees. The file may be missing. */
export function sharedData(file: string): string {
  const inFolder = (folder: string) => join(folder, 'shared/data', file)
  let folder = import.meta.dirname
  while (!existsSync(inFolder(folder)) && folder !== dirname(folder)) folder = dirname(folder)
  return inFolder(folder)
}
