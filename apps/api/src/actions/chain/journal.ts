import { listSnapshots, readMatcherStatus, readPublicJournalHead } from '@infinitio/db'
import { type JournalBooksWire, journalHeadText, type JournalHeadWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

const mostSnapshots = 20

/** Hashes that the engine named of its book: where it stopped, while nothing came since, and of the snapshots it keeps; newest first. */
export async function listJournalBooks({ db }: Services): Promise<JournalBooksWire> {
  const [status, snapshots] = await Promise.all([readMatcherStatus(db), listSnapshots(db, { limit: mostSnapshots })])
  const items = snapshots.map(({ seq, bookHash }) => ({ seq: seq.toString(), bookHash }))
  if (status === null || status.bookHash === null || items[0]?.seq === status.lastSeq.toString()) return { items }
  return { items: [{ seq: status.lastSeq.toString(), bookHash: status.bookHash }, ...items] }
}

const emptyJournal = { seq: 0n, hash: '0'.repeat(64), generation: 0 }

/** The last row of the journal, signed by the receipt key: two heads that no journal can both have prove a fork. */
export async function signJournalHead({ db, receiptSigner }: Services, { signedAt }: { signedAt: number }): Promise<JournalHeadWire> {
  const { seq, hash, generation } = (await readPublicJournalHead(db)) ?? emptyJournal
  const facts = { seq: seq.toString(), hash, generation, signedAt }
  return { ...facts, signer: receiptSigner.address, signature: receiptSigner.sign(journalHeadText(facts)) }
}
