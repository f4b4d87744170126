import { comesBeforeAt } from '../book/structures/ranked.ts'
import type { Reach } from '../book/structures/reach.ts'
import type { BidList } from '../book/standingBids.ts'
import type { BidRecord } from '../book/records.ts'

/**
 * A list of bids to read, up to the first bid with a rank above `lastRank`. `reach` has the largest values that the asks offer for which the bids are read. If
 * all bids of a chunk (part of the list) want more than that, the chunk is skipped. If `reach` is null, every chunk is read.
 */
export type BidRun = { readonly list: BidList; readonly lastRank: number; readonly reach: Reach | null }

/** A cursor: a position in a list. `head` is the bid there, and `rank` is that bid's rank, copied from the list's array of ranks. */
type Cursor = BidRun & { chunk: number; place: number; changes: number; head: BidRecord | undefined; rank: number }

/** Reads several lists of resting bids as one, highest price first, then oldest. Bids may leave the lists while they are read. */
export class BidMerge {
  readonly #cursors: Cursor[]
  /** The cursor of the last bid that was returned. It moves only at the next call, because that bid may have left its list by then. */
  #last: Cursor | null = null
  readonly #second: number

  /** Prepares to read the lists at this second. */
  constructor(runs: readonly BidRun[], second: number) {
    this.#second = second
    this.#cursors = runs.map((run) => ({ ...run, chunk: 0, place: 0, changes: run.list.changes, head: undefined, rank: 0 }))
    for (const cursor of this.#cursors) this.#settle(cursor)
  }

  /** Returns the next bid of all lists; undefined when all lists are read. */
  next(): BidRecord | undefined {
    if (this.#last !== null) this.#advance(this.#last, this.#last.head as BidRecord)
    let first: Cursor | undefined
    for (const cursor of this.#cursors) if (cursor.head !== undefined && (first?.head === undefined || isBefore(cursor, first))) first = cursor
    this.#last = first ?? null
    return first?.head
  }

  /** Moves a cursor to the bid after `head`, wherever `head` is now in its list. */
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

  /**
   * Sets the `head` and `rank` of a cursor (a position in a list) to the bid at its index, or to the first bid of the next chunk (part of the list) if the
   * cursor is at the end of its chunk.
   */
  #settle(cursor: Cursor): void {
    const { list, lastRank } = cursor
    if (cursor.place === 0 || cursor.place >= (list.chunks[cursor.chunk]?.members.length ?? 0)) this.#enterChunk(cursor)
    const chunk = list.chunks[cursor.chunk]
    cursor.rank = chunk?.ranks[cursor.place] ?? Number.POSITIVE_INFINITY
    cursor.head = cursor.rank <= lastRank ? chunk?.members[cursor.place] : undefined
  }

  /**
   * Moves a cursor (a position in a list) to the next chunk that may have a fitting bid: to the start of this chunk if it is not read yet, otherwise of a later
   * one.
   */
  #enterChunk(cursor: Cursor): void {
    const { list, reach } = cursor
    if (cursor.place > 0) cursor.chunk += 1
    cursor.place = 0
    while (reach !== null && list.chunks[cursor.chunk]?.edge.mayBeMet(reach, this.#second) === false) cursor.chunk += 1
  }
}

/** Returns true if the bid at one cursor (its head) comes before the bid at the other: at a higher price, or older. */
function isBefore(one: Cursor, other: Cursor): boolean {
  return one.rank === other.rank ? comesBeforeAt(one.rank, one.head as BidRecord, other.head as BidRecord) : one.rank < other.rank
}
