import type { JournalHeadWire, JournalRowWire } from '@infinitio/domain/wire'
import { type AnchorCounts, checkAnchors } from './checkAnchors.ts'
import type { JournalFinding } from './journalFinding.ts'
import { JournalReplay, type ReplayStart } from './journalReplay.ts'
import { hashOfBook, type JournalSnapshot } from './journalSnapshot.ts'
import type { LostRange } from './lostRange.ts'
import type { JournalAnchor } from './readAnchors.ts'
import { verifyJournalHead } from './verifyJournalHead.ts'

/** What a journal is checked against. `rowsFrom` reads it, `heads` are signed heads (the last one said how far to read), `anchors` null: not asked for. */
export type JournalEvidence = {
  readonly rowsFrom: (from: bigint) => AsyncIterable<JournalRowWire>
  readonly heads: readonly JournalHeadWire[]
  readonly receiptKey: string
  readonly anchors: readonly JournalAnchor[] | null
  readonly start: ReplayStart
  readonly onProgress?: (seq: bigint) => void
}

/** What came of it. It agrees when `findingCount` is 0. `bookHash` is null when the book could not take a command. */
export type JournalReport = {
  readonly rows: number
  readonly last: { readonly seq: string; readonly hash: string; readonly generation: number }
  readonly bookHash: string | null
  readonly lost: readonly LostRange[]
  readonly anchors: AnchorCounts | null
  readonly findings: readonly JournalFinding[]
  readonly findingCount: number
  /** From which the next verification may begin; null when something does not agree. */
  readonly snapshot: JournalSnapshot | null
}

/**
 * Replays a journal up to its newest signed head and says what does not agree: with itself, with what the book makes of it, with the signed heads, with
 * the roots on the chain. Throws only when something cannot be read.
 */
export async function verifyJournal(evidence: JournalEvidence): Promise<JournalReport> {
  const { heads, anchors, start, onProgress } = evidence
  const wanted = new Set((anchors ?? []).map(({ root }) => root))
  const seqOf = new Map<string, bigint>()
  const hashAt = new Map<string, string | null>(heads.map(({ seq }) => [seq, null]))
  const replay = new JournalReplay({
    start,
    onRow({ seq, hash }) {
      if (wanted.has(hash)) seqOf.set(hash, seq)
      if (hashAt.has(`${seq}`)) hashAt.set(`${seq}`, hash)
      if (seq % 1_000n === 0n) onProgress?.(seq)
    },
  })
  await readAll(replay, evidence)
  await checkHeads(replay, evidence, hashAt)
  const counts = anchors === null ? null : checkAnchors(replay, { anchors, seqOf, snapshot: start?.snapshot ?? null })
  const { rows, last, book, lost, findings, findingCount } = replay
  return {
    rows,
    last: { seq: `${last.seq}`, hash: last.hash, generation: last.generation },
    bookHash: book === null ? null : hashOfBook(book),
    lost,
    anchors: counts,
    findings,
    findingCount,
    snapshot: findingCount === 0 ? replay.snapshot() : null,
  }
}

/** Reads up to the newest signed head: what came later is signed by nobody yet. After a snapshot its own row comes first, as it was. */
async function readAll(replay: JournalReplay, { rowsFrom, heads, start }: JournalEvidence): Promise<void> {
  const lastSeq = heads.reduce((most, { seq }) => (BigInt(seq) > most ? BigInt(seq) : most), 0n)
  let first = start?.snapshot ?? null
  for await (const row of rowsFrom(first === null ? 1n : BigInt(first.seq))) {
    if (first !== null) {
      const isSame = row.seq === first.seq && row.hash === first.hash
      if (!isSame) replay.note('snapshot', BigInt(first.seq), 'is another row than when the snapshot was made')
      first = null
      if (isSame) continue
    }
    if (typeof row.seq === 'string' && /^\d{1,19}$/.test(row.seq) && BigInt(row.seq) > lastSeq) break
    replay.take(row)
  }
  if (first !== null) replay.note('snapshot', BigInt(first.seq), 'is not there any more')
}

async function checkHeads(
  replay: JournalReplay,
  { heads, receiptKey, start }: JournalEvidence,
  hashAt: ReadonlyMap<string, string | null>,
): Promise<void> {
  for (const head of heads) {
    const seq = BigInt(head.seq)
    if (!(await verifyJournalHead({ head, receiptKey }))) replay.note('head', seq, 'the head is not signed by the receipt key')
    const isLost = replay.lost.some(({ fromSeq, toSeq }) => seq >= fromSeq && seq <= toSeq)
    if (seq === 0n || isLost || (start !== null && seq < BigInt(start.snapshot.seq))) continue
    const hash = start?.snapshot.seq === head.seq ? start.snapshot.hash : (hashAt.get(head.seq) ?? null)
    if (hash === null) replay.note('head', seq, 'the signed head is not there')
    else if (hash !== head.hash) replay.note('head', seq, 'another row than this one was signed: the journal is forked')
  }
}
