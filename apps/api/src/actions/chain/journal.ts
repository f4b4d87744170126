import { listSnapshots, readMatcherStatus, readPublicJournalHead } from '@infinitio/db'
import { type JournalBooksWire, journalHeadText, type JournalHeadWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

const mostSnapshots = 20

/**
 * Lists hashes of the engine's order book, newest first: the hash that the engine wrote last, and the hashes of its stored snapshots. If the last hash is that
 * of the newest snapshot, lists it only once.
 */
export async function listJournalBooks({ db }: Services): Promise<JournalBooksWire> {
  const [status, snapshots] = await Promise.all([readMatcherStatus(db), listSnapshots(db, { limit: mostSnapshots })])
  const items = snapshots.map(({ seq, bookHash }) => ({ seq: seq.toString(), bookHash }))
  if (status === null || status.bookHash === null || items[0]?.seq === status.lastSeq.toString()) return { items }
  return { items: [{ seq: status.lastSeq.toString(), bookHash: status.bookHash }, ...items] }
}

const emptyJournal = { seq: 0n, hash: '0'.repeat(64), generation: 0 }

/**
 * Signs the head of the journal (its last row) with the receipt key. If two signed heads cannot belong to the same journal, they prove that the market has
 * written two different journals.
 */
export async function signJournalHead({ db, receiptSigner }: Services, { signedAt }: { signedAt: number }): Promise<JournalHeadWire> {
  const { seq, hash, generation } = (await readPublicJournalHead(db)) ?? emptyJournal
  const facts = { seq: seq.toString(), hash, generation, signedAt }
  return { ...facts, signer: receiptSigner.address, signature: receiptSigner.sign(journalHeadText(facts)) }
}
