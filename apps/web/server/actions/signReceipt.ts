import { type OrderReceiptWire, receiptText } from '@infinitio/domain/wire'
import type { Services } from '../services.ts'

const emptyJournal = { seq: 0n, hash: '0'.repeat(64) }

/**
 * The signed promise that an order (or its cancellation) was accepted: order hash, time of the wall clock, and `head`, the last row of the
 * journal that the API has read (null while it is empty). The key is in the Directory, so an ignored receipt or a forked journal can be proven.
 */
export function signReceipt(
  { receiptSigner }: Services,
  {
    kind,
    orderHash,
    acceptedAt,
    head,
  }: { kind: OrderReceiptWire['kind']; orderHash: string; acceptedAt: Date; head: { seq: bigint; hash: string } | null },
): OrderReceiptWire {
  const { seq, hash } = head ?? emptyJournal
  const facts = { kind, orderHash, acceptedAt: Math.floor(acceptedAt.getTime() / 1_000), journalSeq: seq.toString(), journalHash: hash }
  return { ...facts, signer: receiptSigner.address, signature: receiptSigner.sign(receiptText(facts)) }
}
