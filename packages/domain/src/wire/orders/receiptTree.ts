import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import type { Hex32 } from '../../hashing/hex32.ts'
import type { Keccak } from '../../hashing/keccak256.ts'
import type { OrderReceiptWire } from './orders.ts'

// Receipts of the same time share one signature: each text is a leaf of a Merkle tree, and the key signs the root. A pair is hashed in byte
// order, as in contracts, so a proof is only the sibling hashes. The text of a receipt is longer than a pair, so no pair can pass for a receipt.

type Node = { readonly bytes: Uint8Array; readonly hex: Hex32 }

const utf8 = new TextEncoder()

/** Returns the root over some receipts' texts and, for each text, the sibling hashes from the leaf up to the root. Throws when there is no text. */
export function proveReceipts(texts: readonly string[], keccak: Keccak): { root: Hex32; proofs: Hex32[][] } {
  let level = texts.map((text) => leafOf(text, keccak))
  const proofs: Hex32[][] = texts.map(() => [])
  for (let height = 0; level.length > 1; height += 1) {
    proofs.forEach((proof, place) => {
      const beside = level[(place >> height) ^ 1]
      if (beside !== undefined) proof.push(beside.hex)
    })
    level = parentsOf(level, keccak)
  }
  const [root] = level
  if (root === undefined) throw new Error('there is no receipt to prove')
  return { root: root.hex, proofs }
}

/** Returns the signed text of a receipt (EIP-191): its own text, or the text of the root that its proof leads to. */
export function receiptSignedText(receipt: Omit<OrderReceiptWire, 'signer' | 'signature'>, keccak: Keccak): string {
  const text = receiptText(receipt)
  if (receipt.proof === undefined) return text
  const beside = receipt.proof.map((hex) => ({ hex: hex as Hex32, bytes: hexToBytes(hex.slice(2)) }))
  return receiptsText(beside.reduce((node, each) => pairOf(node, each, keccak), leafOf(text, keccak)).hex)
}

/** Returns the text that the receipt key signs for receipts with one signature. */
export function receiptsText(root: Hex32): string {
  return `Infinitio receipts\nRoot: ${root}`
}

/** A node without a sibling moves up unchanged. */
function parentsOf(level: readonly Node[], keccak: Keccak): Node[] {
  const parents: Node[] = []
  for (let place = 0; place < level.length; place += 2) {
    const [one, other] = [level[place], level[place + 1]]
    if (one !== undefined) parents.push(other === undefined ? one : pairOf(one, other, keccak))
  }
  return parents
}

function leafOf(text: string, keccak: Keccak): Node {
  return nodeOf(keccak(utf8.encode(text)))
}

function pairOf(one: Node, other: Node, keccak: Keccak): Node {
  const [first, second] = one.hex < other.hex ? [one, other] : [other, one]
  return nodeOf(keccak(concatBytes(first.bytes, second.bytes)))
}

function nodeOf(bytes: Uint8Array): Node {
  return { bytes, hex: `0x${bytesToHex(bytes)}` }
}

/** Returns a receipt as text. Verifiers build the same text. `receiptSignedText` returns the signed text (EIP-191). */
export function receiptText(receipt: Omit<OrderReceiptWire, 'signer' | 'signature' | 'proof'>): string {
  const { kind, orderHash, acceptedAt, journalSeq, journalHash } = receipt
  return `Infinitio ${kind} receipt\nOrder: ${orderHash}\nAccepted: ${acceptedAt}\nJournal: ${journalSeq} ${journalHash}`
}
