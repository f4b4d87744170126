import type { OrderReceiptWire } from '@infinitio/domain/wire'
import { saveFile } from '#web/parts/download/saveFile.ts'

/** Downloads the receipts of an order as a file. */
export function saveReceipts(orderHash: string, receipts: readonly OrderReceiptWire[]): void {
  saveFile({ name: `infinitio-receipt-${orderHash.slice(2, 10)}.json`, text: `${JSON.stringify(receipts, null, 2)}\n` })
}
