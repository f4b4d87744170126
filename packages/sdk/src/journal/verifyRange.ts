import type { JournalRowWire } from '@infinitio/domain/wire'
import type { Address } from '@infinitio/domain'
import type { Transport } from '../transport/createTransport.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'
import { refusal } from '../transport/refusal.ts'
import { openExitAccess } from '../chain/exitAccess.ts'
import { getChain, getJournalBooks, getJournalHead } from '../generated/calls.ts'
import type { AnchorCounts } from './checkAnchors.ts'
import type { JournalFinding } from './journalFinding.ts'
import { type JournalAnchor, readAnchors } from './checkAnchors.ts'
import { readJournal } from './readJournal.ts'
import type { SnapshotCounts } from './namedSnapshots.ts'
import { verifyJournal } from './verifyJournal.ts'

/** The numbers of the first and the last journal entry to check. */
export type JournalRange = { readonly from: bigint; readonly to: bigint }

/** Progress of a check: reading roots on the chain, or checking an entry. */
export type RangeProgress = { readonly phase: 'chain' } | { readonly phase: 'entries'; readonly seq: string }

/**
 * Result of checking a range of the journal. `replayed` is false if the range does not begin at the first entry. No earlier order book is known then, so only
 * the hash chain is checked. `anchors` (roots on the chain) is null if the chain did not answer, and `anchorsCode` has the reason. `headSeq` is the number of
 * the newest signed entry.
 */
export type RangeResult = {
  readonly from: string
  readonly to: string
  readonly rows: number
  readonly replayed: boolean
  readonly firstHash: string | null
  readonly lastHash: string
  readonly bookHash: string | null
  readonly books: number
  readonly snapshots: SnapshotCounts
  readonly headSeq: string
  readonly anchors: AnchorCounts | null
  readonly anchorsCode: string | null
  readonly findings: readonly JournalFinding[]
  readonly findingCount: number
}

type Means = { readonly api: Transport; readonly rpcUrl: string; readonly onProgress: (progress: RangeProgress) => void }

/**
 * Checks a range of the public journal: the hash chain, the times, the signed head and the roots on the chain. If the range begins at the first entry, also
 * replays it. The check ends at the newest signed entry at the latest. It needs memory for one page of entries and the order book. Throws InfinitioError if the
 * journal cannot be read.
 */
export async function verifyRange({ from, to }: JournalRange, { api, rpcUrl, onProgress }: Means): Promise<RangeResult> {
  const [chain, head, books] = await Promise.all([getChain(api), getJournalHead(api), getJournalBooks(api)])
  onProgress({ phase: 'chain' })
  const witness = await witnessOf({ rpcUrl, directory: chain.addresses.directory as Address, receiptKey: chain.receiptKey })
  onProgress({ phase: 'entries', seq: `${from}` })
  const upTo = to > BigInt(head.seq) ? BigInt(head.seq) : to
  const before = from > 1n ? await entryAt(api, from - 1n) : null
  const report = await verifyJournal({
    rowsFrom: (next) => readJournal(api, { from: next }),
    heads: [head],
    books: books.items,
    receiptKey: witness.receiptKey,
    anchors: witness.anchors,
    start: before === null ? null : { after: before },
    upTo,
    onProgress: (seq) => onProgress({ phase: 'entries', seq: `${seq}` }),
  })
  return {
    ...{ from: `${from}`, to: `${upTo}`, headSeq: head.seq, anchorsCode: witness.code },
    rows: report.rows,
    replayed: before === null,
    firstHash: before?.hash ?? null,
    lastHash: report.last.hash,
    ...{ bookHash: report.bookHash, books: report.books, snapshots: report.snapshots, anchors: report.anchors },
    ...{ findings: report.findings, findingCount: report.findingCount },
  }
}

type Witness = { receiptKey: string; anchors: readonly JournalAnchor[] | null; code: string | null }

/**
 * Reads the journal's roots and the receipt key from the chain, through the caller's RPC endpoint. If that fails, returns no roots, the code of the error, and
 * the receipt key that the API returned.
 */
async function witnessOf({ rpcUrl, directory, receiptKey }: { rpcUrl: string; directory: Address; receiptKey: string }): Promise<Witness> {
  try {
    return { ...(await readAnchors(openExitAccess({ rpcUrl }), { directory, downTo: 0n })), code: null }
  } catch (error) {
    if (!(error instanceof InfinitioError)) throw error
    return { receiptKey, anchors: null, code: error.code }
  }
}

/** Reads the journal entry before the first checked one. The check trusts the hash of this entry. */
async function entryAt(api: Transport, seq: bigint): Promise<JournalRowWire> {
  for await (const row of readJournal(api, { from: seq, rowsAtOnce: 1 })) {
    if (row.seq === `${seq}`) return row
    break
  }
  throw refusal('api.not_found', { detail: `entry ${seq} of the journal` })
}
