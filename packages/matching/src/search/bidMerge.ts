import type { BidRecord } from '../book/bidRecord.ts'
import { comesBefore } from '../book/ranked.ts'
import type { RankedList } from '../book/rankedList.ts'

/** A list and how far it is read: to the first bid below a price, given as the rank that bids then have at most. */
export type BidRun = { readonly list: RankedList<BidRecord>; readonly lastRank: number }

type Cursor = BidRun & { chunk: number; place: number; changes: number; head: BidRecord | undefined }

/** Lists of standing bids read as one, dearest first, then oldest. Bids may leave the lists while they are read. */
export class BidMerge {
  readonly #cursors: Cursor[]
  /** Whose bid was given last: it goes on when the next is asked for, as that bid may have left its list. */
  #last: Cursor | null = null

  constructor(runs: readonly BidRun[]) {
    this.#cursors = runs.map(({ list, lastRank }) => ({ list, lastRank, chunk: 0, place: 0, changes: list.changes, head: list.first }))
    for (const cursor of this.#cursors) stopAtLast(cursor)
  }

  /** The next bid of all lists, or undefined when all are read. */
  next(): BidRecord | undefined {
    if (this.#last !== null) advance(this.#last, this.#last.head as BidRecord)
    let first: Cursor | undefined
    for (const cursor of this.#cursors)
      if (cursor.head !== undefined && (first?.head === undefined || comesBefore(cursor.head, first.head))) first = cursor
    this.#last = first ?? null
    return first?.head
  }
}

/** To the bid after `head`, wherever that stands now. */
function advance(cursor: Cursor, head: BidRecord): void {
  const { list } = cursor
  cursor.place += 1
  if (cursor.changes !== list.changes) {
    cursor.changes = list.changes
    cursor.chunk = list.chunkOf(head)
    const chunk = list.chunks[cursor.chunk]
    cursor.place = chunk?.placeOf(head) ?? 0
    if (chunk?.members[cursor.place] === head) cursor.place += 1
  }
  if (cursor.place >= (list.chunks[cursor.chunk]?.members.length ?? 0)) {
    cursor.chunk += 1
    cursor.place = 0
  }
  cursor.head = list.chunks[cursor.chunk]?.members[cursor.place]
  stopAtLast(cursor)
}

function stopAtLast(cursor: Cursor): void {
  if (cursor.head !== undefined && cursor.head.rank > cursor.lastRank) cursor.head = undefined
}
