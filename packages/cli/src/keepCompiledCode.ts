import { enableCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Has Node compile our thousand files once and not for each command. Below the home, since a folder that others may write to could hold code of theirs;
 * who has no home compiles each time.
 */
export function keepCompiledCode(): void {
  let home: string
  try {
    home = homedir()
  } catch {
    return
  }
  enableCompileCache(join(home, '.infinitio', 'compiled'))
}
