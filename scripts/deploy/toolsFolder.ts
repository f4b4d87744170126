import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where a tool that tests fetch for themselves is kept between runs: a folder of its own in the user's cache, which it need not have yet. */
export function toolsFolder(name: string): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'infinitio', name)
}
