import type { AccountStatementQuery, AccountStatementWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** A month of the signed-in account's Market balance, such as "2026-11", UTC, from final blocks: a page; `next` of it is the `after` of the next one. */
export function getStatement(transport: Transport, query: AccountStatementQuery): Promise<AccountStatementWire> {
  return transport.send<AccountStatementWire>({ method: 'GET', path: '/wallet/statement', query })
}
