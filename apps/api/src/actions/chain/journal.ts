import { listSnapshots, readMatcherStatus, readPublicJournalHead } from '@infinitio/db'
import { type JournalBooksWire, journalHeadText, type JournalHeadWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

const mostSnapshots = 20

/**
 * Lists hashes of the engine's order book, newest first. They are the hashes of its stored snapshots, and before them the hash that the engine wrote last, if
 * that one is not already the newest snapshot.
 */
export async function listJournalBooks({ db }: Services): Promise<JournalBooksWire> {
  const [status, snapshots] = await Promise.all([readMatcherStatus(db), listSnapshots(db, { limit: mostSnapshots })])
  const items = snapshots.map(({ seq, bookHash }) => ({ seq: seq.toString(), bookHash }))
  if (status === null || status.bookHash === null || items[0]?.seq === status.lastSeq.toString()) return { items }
  return { items: [{ seq: status.lastSeq.toString(), bookHash: status.bookHash }, ...items] }
}

const emptyJournal = { seq: 0n, hash: '0'.repeat(64), generation: 0 }

/** Signs the last row of the journal with the receipt key. Two heads that cannot belong to one journal prove a fork. */
export async function signJournalHead({ db, receiptSigner }: Services, { signedAt }: { signedAt: number }): Promise<JournalHeadWire> {
  const { seq, hash, generation } = (await readPublicJournalHead(db)) ?? emptyJournal
  const facts = { seq: seq.toString(), hash, generation, signedAt }
  return { ...facts, signer: receiptSigner.address, signature: receiptSigner.sign(journalHeadText(facts)) }
}
