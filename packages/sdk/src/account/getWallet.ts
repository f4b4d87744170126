import type { WalletWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Balance, what is set aside, and the statement of the signed-in account. */
export function getWallet(transport: Transport, query: { limit?: number }): Promise<WalletWire> {
  return transport.send<WalletWire>({ method: 'GET', path: '/wallet', query })
}
