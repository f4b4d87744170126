import type { OrderReceiptWire } from './orders.ts'

/** The text the receipt key signs (EIP-191). The same words are built by whoever verifies it. */
export function receiptText(receipt: Omit<OrderReceiptWire, 'signer' | 'signature'>): string {
  const { kind, orderHash, acceptedAt, journalSeq, journalHash } = receipt
  return `Infinitio ${kind} receipt\nOrder: ${orderHash}\nAccepted: ${acceptedAt}\nJournal: ${journalSeq} ${journalHash}`
}
