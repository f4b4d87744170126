import type { GovernAccountWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Stake, votes, delegate, unstaking and interest of an account. Throws `api.bad_address`. */
export function getGovernAccount(transport: Transport, account: string): Promise<GovernAccountWire> {
  return transport.send<GovernAccountWire>({ method: 'GET', path: `/govern/accounts/${account}` })
}
