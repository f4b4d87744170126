import type { AccountDeletedWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/**
 * Deletes what this market keeps about the signed-in account, signs it out everywhere, and says what stays and why. Throws `account.leases_live` while
 * it has leases that are not closed.
 */
export function deleteAccount(transport: Transport): Promise<AccountDeletedWire> {
  return transport.send<AccountDeletedWire>({ method: 'DELETE', path: '/account' })
}
