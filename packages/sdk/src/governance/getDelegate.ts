import type { DelegateWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** An account's votes, whose stake they are, and how and why it voted. Codes: `api.bad_address`, `api.not_found` where no DAO is deployed. */
export function getDelegate(transport: Transport, account: string): Promise<DelegateWire> {
  return transport.send<DelegateWire>({ method: 'GET', path: `/govern/delegates/${account}` })
}
