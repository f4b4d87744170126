import { type OrderReceiptWire, proveReceipts, receiptsText, receiptText } from '@infinitio/domain/wire'
import type { TextSigner } from '../signatures/createTextSigner.ts'
import { fastKeccak256 } from '../signatures/curve.ts'

type ReceiptParts = { readonly receiptSigner: TextSigner }

/** The content of a receipt. `head` is the last journal row that the API had read when it accepted the order, or null if the journal was empty. */
export type ReceiptPromise = {
  readonly kind: OrderReceiptWire['kind']
  readonly orderHash: string
  readonly acceptedAt: Date
  readonly head: { readonly seq: bigint; readonly hash: string } | null
}

const emptyJournal = { seq: 0n, hash: '0'.repeat(64) }

/**
 * Returns the signed receipt for an accepted order or cancellation: order hash, wall-clock time and the last row of the journal. The address of the signing key
 * is in the Directory contract. So with a receipt anybody can prove that this market ignored an accepted order or changed the journal afterwards.
 */
export function signReceipt({ receiptSigner }: ReceiptParts, promise: ReceiptPromise): OrderReceiptWire {
  const facts = factsOf(promise)
  return { ...facts, signer: receiptSigner.address, signature: receiptSigner.sign(receiptText(facts)) }
}

/** Signs several receipts with one signature and returns them in order. This is faster than a separate signature for each order. */
export function signReceipts(parts: ReceiptParts, promises: readonly ReceiptPromise[]): OrderReceiptWire[] {
  const facts = promises.map(factsOf)
  const places = new Map<string, number>()
  const placeOf = facts.map((each) => {
    const text = receiptText(each)
    const place = places.get(text) ?? places.size
    places.set(text, place)
    return place
  })
  if (places.size < 2) return promises.map((promise) => signReceipt(parts, promise))
  const { root, proofs } = proveReceipts([...places.keys()], fastKeccak256)
  const { address: signer } = parts.receiptSigner
  const signature = parts.receiptSigner.sign(receiptsText(root))
  return facts.map((each, at) => ({ ...each, proof: proofs[placeOf[at] ?? -1] ?? [], signer, signature }))
}

function factsOf({ kind, orderHash, acceptedAt, head }: ReceiptPromise) {
  const { seq, hash } = head ?? emptyJournal
  return { kind, orderHash, acceptedAt: Math.floor(acceptedAt.getTime() / 1_000), journalSeq: seq.toString(), journalHash: hash }
}
