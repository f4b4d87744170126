import { join } from 'node:path'
import { configFolder } from '../context/profiles.ts'

/** Returns the folder in which `infinitio jobs serve` keeps checkpoints and large results, one folder for each job. */
export function servedFolder(): string {
  return join(configFolder(), 'served')
}
