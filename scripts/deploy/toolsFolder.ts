import { homedir } from 'node:os'
import { join } from 'node:path'

/** Returns the folder in the user's cache in which tests keep a downloaded tool for later runs. It may not exist yet. */
export function toolsFolder(name: string): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'infinitio', name)
}
