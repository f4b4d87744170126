import type { BidRecord } from '../book/bidRecord.ts'
import { comesBeforeAt } from '../book/ranked.ts'
import type { Reach } from '../book/reach.ts'
import type { BidList } from '../book/standingBids.ts'

/**
 * A list and how far it is read: to the first bid below a price, given as the rank that bids then have at most, and without the chunks of bids that
 * want more than the reach; null: every chunk.
 */
export type BidRun = { readonly list: BidList; readonly lastRank: number; readonly reach: Reach | null }

/** `rank` is that of the head: it is read from the list, where ranks stand side by side. */
type Cursor = BidRun & { chunk: number; place: number; changes: number; head: BidRecord | undefined; rank: number }

/** Lists of standing bids read as one, dearest first, then oldest. Bids may leave the lists while they are read. */
export class BidMerge {
  readonly #cursors: Cursor[]
  /** Whose bid was given last: it goes on when the next is asked for, as that bid may have left its list. */
  #last: Cursor | null = null
  readonly #second: number

  /** Reads them for a turn at this second. */
  constructor(runs: readonly BidRun[], second: number) {
    this.#second = second
    this.#cursors = runs.map((run) => ({ ...run, chunk: 0, place: 0, changes: run.list.changes, head: undefined, rank: 0 }))
    for (const cursor of this.#cursors) this.#settle(cursor)
  }

  /** The next bid of all lists, or undefined when all are read. */
  next(): BidRecord | undefined {
    if (this.#last !== null) this.#advance(this.#last, this.#last.head as BidRecord)
    let first: Cursor | undefined
    for (const cursor of this.#cursors) if (cursor.head !== undefined && (first?.head === undefined || isBefore(cursor, first))) first = cursor
    this.#last = first ?? null
    return first?.head
  }

  /** To the bid after `head`, wherever that stands now. */
  #advance(cursor: Cursor, head: BidRecord): void {
    const { list } = cursor
    cursor.place += 1
    if (cursor.changes !== list.changes) {
      cursor.changes = list.changes
      cursor.chunk = list.chunkOf(head)
      const chunk = list.chunks[cursor.chunk]
      cursor.place = chunk?.placeOf(head) ?? 0
      if (chunk?.members[cursor.place] === head) cursor.place += 1
    }
    this.#settle(cursor)
  }

  /** Finds the bid that a cursor stands at, or the first one of the next chunk. */
  #settle(cursor: Cursor): void {
    const { list, lastRank } = cursor
    if (cursor.place === 0 || cursor.place >= (list.chunks[cursor.chunk]?.members.length ?? 0)) this.#enterChunk(cursor)
    const chunk = list.chunks[cursor.chunk]
    cursor.rank = chunk?.ranks[cursor.place] ?? Number.POSITIVE_INFINITY
    cursor.head = cursor.rank <= lastRank ? chunk?.members[cursor.place] : undefined
  }

  /** To the begin of a chunk whose bids may be met: this one, when nothing of it was read yet, or the first after it. */
  #enterChunk(cursor: Cursor): void {
    const { list, reach } = cursor
    if (cursor.place > 0) cursor.chunk += 1
    cursor.place = 0
    while (reach !== null && list.chunks[cursor.chunk]?.edge.mayBeMet(reach, this.#second) === false) cursor.chunk += 1
  }
}

/** True when the head of one comes before that of another. */
function isBefore(one: Cursor, other: Cursor): boolean {
  return one.rank === other.rank ? comesBeforeAt(one.rank, one.head as BidRecord, other.head as BidRecord) : one.rank < other.rank
}
