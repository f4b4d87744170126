import type { JournalBooksWire, JournalHeadWire, JournalRowWire } from '@infinitio/domain/wire'
import { type AnchorCounts, checkAnchors, type JournalAnchor } from './checkAnchors.ts'
import type { JournalFinding } from './journalFinding.ts'
import { JournalReplay, type LinkStart, type ReplayStart } from './journalReplay.ts'
import { hashOfBook, type JournalSnapshot } from './journalSnapshot.ts'
import type { LostRange } from './lostRange.ts'
import type { SnapshotCounts } from './namedSnapshots.ts'
import { verifyJournalHead } from './readJournal.ts'

/**
 * The evidence for a check of the public journal:
 * - `rowsFrom` reads its rows.
 * - `heads` are signed heads. Rows are checked up to the newest head, or up to the row `upTo` if that is earlier.
 * - `anchors` are the roots on the chain, null if they were not requested.
 * - `books` are the engine's hashes of its order book.
 * - If `start` is only a row and no snapshot, only the hash chain after that row is checked.
 */
export type JournalEvidence = {
  readonly rowsFrom: (from: bigint) => AsyncIterable<JournalRowWire>
  readonly heads: readonly JournalHeadWire[]
  readonly receiptKey: string
  readonly anchors: readonly JournalAnchor[] | null
  readonly books?: JournalBooksWire['items']
  readonly start: ReplayStart | LinkStart
  readonly upTo?: bigint
  readonly onProgress?: (seq: bigint) => void
}

/** The result of a check of the public journal. The journal is correct if `findingCount` is 0. `bookHash` is null if no order book was replayed. */
export type JournalReport = {
  readonly rows: number
  readonly last: { readonly seq: string; readonly hash: string; readonly generation: number }
  readonly bookHash: string | null
  /** Number of the engine's book hashes that match this replay. */
  readonly books: number
  readonly snapshots: SnapshotCounts
  readonly lost: readonly LostRange[]
  readonly anchors: AnchorCounts | null
  readonly findings: readonly JournalFinding[]
  readonly findingCount: number
  /** The snapshot at which the next verification can start. Null after an error in the journal, or if only a part was read. */
  readonly snapshot: JournalSnapshot | null
}

/**
 * Replays a journal up to its newest signed head. Reports contradictions within the journal, and differences from the replay, the signed heads and the roots on
 * the chain. Throws only if a source cannot be read.
 */
export async function verifyJournal(evidence: JournalEvidence): Promise<JournalReport> {
  const { heads, anchors, books = [], start, onProgress } = evidence
  const wanted = new Set((anchors ?? []).map(({ root }) => root))
  const seqOf = new Map<string, bigint>()
  const hashAt = new Map<string, string | null>(heads.map(({ seq }) => [seq, null]))
  const bookHashAt = new Map(books.map(({ seq, bookHash }) => [BigInt(seq), bookHash]))
  let sameBooks = 0
  const replay = new JournalReplay({
    start,
    onRow({ seq, hash }) {
      if (wanted.has(hash)) seqOf.set(hash, seq)
      if (hashAt.has(`${seq}`)) hashAt.set(`${seq}`, hash)
      const named = bookHashAt.get(seq)
      if (named !== undefined && replay.book !== null) {
        if (hashOfBook(replay.book) === named) sameBooks += 1
        else replay.note('book', seq, 'the engine named another hash of its book')
      }
      if (seq % 1_000n === 0n) onProgress?.(seq)
    },
  })
  await readAll(replay, evidence)
  await checkHeads(replay, evidence, hashAt)
  const snapshot = start !== null && 'snapshot' in start ? start.snapshot : null
  const isWhole = evidence.upTo === undefined && (start === null || 'snapshot' in start)
  const counts = anchors === null ? null : checkAnchors(replay, { anchors, seqOf, snapshot, isWhole })
  const { rows, last, book, lost, findings, findingCount } = replay
  return {
    rows,
    last: { seq: `${last.seq}`, hash: last.hash, generation: last.generation },
    bookHash: book === null ? null : hashOfBook(book),
    books: sameBooks,
    snapshots: replay.snapshots.counts,
    lost,
    anchors: counts,
    findings,
    findingCount,
    snapshot: findingCount === 0 && isWhole ? replay.snapshot() : null,
  }
}

/**
 * Reads rows up to the newest signed head, because no signature covers later rows. If the check starts at a snapshot, first reads the snapshot's own row again,
 * to check that it is still the same row.
 */
async function readAll(replay: JournalReplay, { rowsFrom, heads, start, upTo }: JournalEvidence): Promise<void> {
  const signed = heads.reduce((most, { seq }) => (BigInt(seq) > most ? BigInt(seq) : most), 0n)
  const lastSeq = upTo !== undefined && upTo < signed ? upTo : signed
  let first = start !== null && 'snapshot' in start ? start.snapshot : null
  for await (const row of rowsFrom(first === null ? replay.last.seq + 1n : BigInt(first.seq))) {
    if (first !== null) {
      const isSame = row.seq === first.seq && row.hash === first.hash
      if (!isSame) replay.note('snapshot', BigInt(first.seq), 'is another row than when the snapshot was made')
      first = null
      if (isSame) continue
    }
    const isBeyond = typeof row.seq === 'string' && /^\d{1,19}$/.test(row.seq) && BigInt(row.seq) > lastSeq
    // A row after `upTo` is still read while rows up to `upTo` are missing, because this row may list them as lost.
    if (isBeyond && (upTo === undefined || replay.last.seq >= lastSeq)) break
    replay.take(row)
    if (upTo !== undefined && replay.last.seq >= lastSeq) break
  }
  if (upTo !== undefined && replay.last.seq < lastSeq) replay.note('missing', replay.last.seq + 1n, `and the rows up to ${lastSeq} are missing`)
  if (first !== null) replay.note('snapshot', BigInt(first.seq), 'is not there any more')
}

async function checkHeads(
  replay: JournalReplay,
  { heads, receiptKey, start, upTo }: JournalEvidence,
  hashAt: ReadonlyMap<string, string | null>,
): Promise<void> {
  for (const head of heads) {
    const seq = BigInt(head.seq)
    if (!(await verifyJournalHead({ head, receiptKey }))) replay.note('head', seq, 'the head is not signed by the receipt key')
    const isLost = replay.lost.some(({ fromSeq, toSeq }) => seq >= fromSeq && seq <= toSeq)
    const begin = start === null ? null : 'after' in start ? start.after : start.snapshot
    if (seq === 0n || isLost || (begin !== null && seq < BigInt(begin.seq)) || (upTo !== undefined && seq > upTo)) continue
    const hash = begin?.seq === head.seq ? begin.hash : (hashAt.get(head.seq) ?? null)
    if (hash === null) replay.note('head', seq, 'the signed head is not there')
    else if (hash !== head.hash) replay.note('head', seq, 'another row than this one was signed: the journal is forked')
  }
}
