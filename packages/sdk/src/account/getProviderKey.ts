import type { ProviderKeyWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { type LocalAccess, localTokenHeaders } from './localAccess.ts'

/**
 * The development key of this machine's provider, for a caller on the machine of the API who has its token. Codes: `wallet.key_unavailable`,
 * `auth.local_token_needed`.
 */
export function getProviderKey(transport: Transport, access: LocalAccess): Promise<ProviderKeyWire> {
  return transport.send<ProviderKeyWire>({ method: 'GET', path: '/dev/provider-key', headers: localTokenHeaders(access) })
}
