import type { ProviderKeyWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { type LocalAccess, localTokenHeaders } from './localAccess.ts'

/**
 * Returns the development key of a second account with votes. The caller must be on the API's machine and have its token. Codes: `wallet.key_unavailable`,
 * `auth.local_token_needed`.
 */
export function getVoterKey(transport: Transport, access: LocalAccess): Promise<ProviderKeyWire> {
  return transport.send<ProviderKeyWire>({ method: 'GET', path: '/dev/voter-key', headers: localTokenHeaders(access) })
}
