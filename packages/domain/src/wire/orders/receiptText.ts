import type { OrderReceiptWire } from './orders.ts'

/** What a receipt says, as text. The same words are built by whoever verifies it; what is signed (EIP-191) says `receiptSignedText`. */
export function receiptText(receipt: Omit<OrderReceiptWire, 'signer' | 'signature' | 'proof'>): string {
  const { kind, orderHash, acceptedAt, journalSeq, journalHash } = receipt
  return `Infinitio ${kind} receipt\nOrder: ${orderHash}\nAccepted: ${acceptedAt}\nJournal: ${journalSeq} ${journalHash}`
}
