import type { OrderReceiptsWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** The signed receipts of an order of the signed-in account, and of its cancellations. Check each with `verifyReceipt`. */
export function listReceipts(transport: Transport, orderHash: string): Promise<OrderReceiptsWire> {
  return transport.send<OrderReceiptsWire>({ method: 'GET', path: `/orders/${orderHash}/receipts` })
}
