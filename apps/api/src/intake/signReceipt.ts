import { type OrderReceiptWire, proveReceipts, receiptsText, receiptText } from '@infinitio/domain/wire'
import type { TextSigner } from '../signatures/createTextSigner.ts'
import { fastKeccak256 } from '../signatures/curve.ts'

type ReceiptParts = { readonly receiptSigner: TextSigner }

/** What a receipt promises. `head`: the last row of the journal that the API has read, null while it is empty. */
export type ReceiptPromise = {
  readonly kind: OrderReceiptWire['kind']
  readonly orderHash: string
  readonly acceptedAt: Date
  readonly head: { readonly seq: bigint; readonly hash: string } | null
}

const emptyJournal = { seq: 0n, hash: '0'.repeat(64) }

/**
 * The signed promise that an order (or its cancellation) was accepted: order hash, time of the wall clock, head of the journal. The key is in the
 * Directory, so an ignored receipt or a forked journal can be proven.
 */
export function signReceipt({ receiptSigner }: ReceiptParts, promise: ReceiptPromise): OrderReceiptWire {
  const facts = factsOf(promise)
  return { ...facts, signer: receiptSigner.address, signature: receiptSigner.sign(receiptText(facts)) }
}

/** The same for promises given together, in their order, with one signature: signing each took as long as all else that an order's answer takes. */
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
