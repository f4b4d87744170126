import { type Attestor, keyAttestor } from '@infinitio/chain/node'
import { isDevelopmentKey, readKeyFile } from '@infinitio/process'

/** The operator's attestor. `isDevelopmentKey` is true if its key may sign only on a development chain. */
export type OpenedAttestor = { readonly attestor: Attestor; readonly isDevelopmentKey: boolean }

/** Opens the attestor's key file. Throws EnvironmentError if the file is missing, can be read by others or does not contain a key. */
export function openAttestor(path: string): OpenedAttestor {
  const key = readKeyFile(path)
  return { attestor: keyAttestor(key), isDevelopmentKey: isDevelopmentKey(key) }
}
