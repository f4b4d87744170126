import { type Attestor, keyAttestor } from '@infinitio/chain/node'
import { isDevelopmentKey, readKeyFile } from '@infinitio/process'

/** The operator's attestor, and whether its key may sign on a development chain only. */
export type OpenedAttestor = { readonly attestor: Attestor; readonly isDevelopmentKey: boolean }

/** Opens its key file. Throws EnvironmentError for one that is not there, that others may read, or that holds no key. */
export function openAttestor(path: string): OpenedAttestor {
  const key = readKeyFile(path)
  return { attestor: keyAttestor(key), isDevelopmentKey: isDevelopmentKey(key) }
}
