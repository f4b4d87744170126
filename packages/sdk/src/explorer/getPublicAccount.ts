import type { PublicAccountWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** What the chain says of an account. */
export function getPublicAccount(transport: Transport, account: string): Promise<PublicAccountWire> {
  return transport.send<PublicAccountWire>({ method: 'GET', path: `/explorer/accounts/${account}` })
}
