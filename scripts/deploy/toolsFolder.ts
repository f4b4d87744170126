import { homedir } from 'node:os'
import { join } from 'node:path'

/** Returns the folder in the user's cache where tests store a downloaded tool between runs. It may not exist yet. */
export function toolsFolder(name: string): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'infinitio', name)
}
