import type { Hex32 } from '../../hashing/hex32.ts'
import type { Keccak } from '../../hashing/keccak256.ts'
import { proveTexts, rootOfText } from '../../hashing/textTree.ts'
import type { OrderReceiptWire } from './orders.ts'

/**
 * Returns the Merkle root over the texts of some receipts and, for each text, its proof: the sibling hashes from the leaf up to the root. Throws when there is
 * no text.
 */
export function proveReceipts(texts: readonly string[], keccak: Keccak): { root: Hex32; proofs: Hex32[][] } {
  return proveTexts(texts, keccak)
}

/**
 * Returns the text that the receipt's signature covers (EIP-191). It is the receipt's own text, or the text with the Merkle root if the receipt was signed
 * together with others.
 */
export function receiptSignedText(receipt: Omit<OrderReceiptWire, 'signer' | 'signature'>, keccak: Keccak): string {
  const text = receiptText(receipt)
  return receipt.proof === undefined ? text : receiptsText(rootOfText(text, receipt.proof, keccak))
}

/** Returns the text that the receipt key signs for several receipts with one signature. It contains their Merkle root. */
export function receiptsText(root: Hex32): string {
  return `Infinitio receipts\nRoot: ${root}`
}

/** Returns a receipt as text. Verifiers build the same text. `receiptSignedText` returns the signed text (EIP-191). */
export function receiptText(receipt: Omit<OrderReceiptWire, 'signer' | 'signature' | 'proof'>): string {
  const { kind, orderHash, acceptedAt, journalSeq, journalHash } = receipt
  return `Infinitio ${kind} receipt\nOrder: ${orderHash}\nAccepted: ${acceptedAt}\nJournal: ${journalSeq} ${journalHash}`
}
