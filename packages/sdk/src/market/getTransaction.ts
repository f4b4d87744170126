import type { TransactionWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** One transaction with its decoded events. Code: `chain.transaction_unknown`. */
export function getTransaction(transport: Transport, hash: string): Promise<TransactionWire> {
  return transport.send<TransactionWire>({ method: 'GET', path: `/transactions/${hash}` })
}
