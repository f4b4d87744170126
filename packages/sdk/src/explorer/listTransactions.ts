import type { MinedTransactionsQueryWire, MinedTransactionsWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Transactions with events of our contracts, newest first. Next page: the same query with `cursor: nextCursor`. */
export function listTransactions(transport: Transport, query: MinedTransactionsQueryWire): Promise<MinedTransactionsWire> {
  return transport.send<MinedTransactionsWire>({ method: 'GET', path: '/explorer/transactions', query })
}
