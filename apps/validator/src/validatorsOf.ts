import { EnvironmentError, readKeyFile } from '@infinitio/process'
import type { Hex } from 'viem'
import type { ValidatorEnv } from './env.ts'

/**
 * One validator of this process. `door` is the server to which machines send this validator their GPU proofs: its URL and its port. It is null if there is no
 * server.
 */
type OwnValidator = { readonly privateKey: Hex; readonly dataDir: string; readonly door: { readonly url: string; readonly port: number } | null }

/**
 * Returns the key, the folder and the server (`door`) of each validator of a process. Throws EnvironmentError unless each key has its own folder, and the
 * errors of `readKeyFile`.
 */
export function validatorsOf({
  VALIDATOR_KEY_FILE: keyFiles,
  VALIDATOR_DATA_DIR: folders,
  DOOR_URL: urls = [],
  DOOR_PORT: ports = [],
}: Pick<ValidatorEnv, 'VALIDATOR_KEY_FILE' | 'VALIDATOR_DATA_DIR' | 'DOOR_URL' | 'DOOR_PORT'>): OwnValidator[] {
  if (folders.length !== keyFiles.length || new Set(folders).size !== folders.length)
    throw new EnvironmentError('VALIDATOR_DATA_DIR must name a folder of its own for each file of VALIDATOR_KEY_FILE.')
  if (urls.length !== ports.length || (urls.length > 0 && urls.length !== keyFiles.length))
    throw new EnvironmentError('DOOR_URL and DOOR_PORT must name an address and a port for each file of VALIDATOR_KEY_FILE, or be empty.')
  if (urls.some((url) => url.length > 200 || !/^https?:\/\/[!-~]*[^/]$/.test(url)))
    throw new EnvironmentError('DOOR_URL must have addresses that begin with http:// or https:// and do not end with a slash.')
  return keyFiles.map((keyFile, place) => {
    const [url, port] = [urls[place], ports[place]]
    return { privateKey: readKeyFile(keyFile), dataDir: folders[place] ?? '', door: url === undefined || port === undefined ? null : { url, port } }
  })
}
