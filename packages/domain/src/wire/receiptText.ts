import type { OrderReceiptWire } from './orders.ts'

/** The text the receipt key signs (EIP-191). The same words are built by whoever verifies it. */
export function receiptText(receipt: Pick<OrderReceiptWire, 'orderHash' | 'acceptedAt' | 'journalSeq' | 'journalHash'>): string {
  return `Infinitio order receipt\nOrder: ${receipt.orderHash}\nAccepted: ${receipt.acceptedAt}\nJournal: ${receipt.journalSeq} ${receipt.journalHash}`
}
