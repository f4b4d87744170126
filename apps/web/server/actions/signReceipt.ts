import { readJournalHead } from '@infinitio/db'
import { type OrderReceiptWire, receiptText } from '@infinitio/domain/wire'
import type { Services } from '../services.ts'

const emptyJournal = { seq: 0n, hash: '0'.repeat(64) }

/**
 * The signed promise that an order (or its cancellation) was accepted: order hash, time of the wall clock, the journal head the API has read. The key is in the
 * Directory, so an ignored receipt or a forked journal can be proven.
 */
export async function signReceipt(services: Services, { orderHash, acceptedAt }: { orderHash: string; acceptedAt: Date }): Promise<OrderReceiptWire> {
  const head = (await readJournalHead(services.db)) ?? emptyJournal
  const facts = { orderHash, acceptedAt: Math.floor(acceptedAt.getTime() / 1_000), journalSeq: head.seq.toString(), journalHash: head.hash }
  return { ...facts, signer: services.receiptSigner.address, signature: services.receiptSigner.sign(receiptText(facts)) }
}
