import type { AskRecord } from '../book/askRecord.ts'
import { comesBefore } from '../book/ranked.ts'

type AskRun = { readonly members: readonly AskRecord[] }
type Cursor = { chunks: readonly AskRun[]; chunk: number; place: number; head: AskRecord; rank: number; lastRank: number; divisor: number }

/**
 * Several price-time lists read as one, cheapest first, then oldest: a heap of cursors. A list may have a divisor of its own; then the merge reads by
 * price ÷ divisor (0: last of all). One merge is used again for every search, so that a search allocates nothing; the lists must not change while it is read.
 */
export class AskMerge {
  readonly #cursors: Cursor[] = []
  #size = 0

  /** Starts anew, with nothing to read. */
  clear(): void {
    this.#size = 0
  }

  /** Adds a list to read, before the first `next`: up to the price that `lastRank` is, or one that is the same as a number. */
  add({ chunks }: { readonly chunks: readonly AskRun[] }, lastRank: number, divisor = 1): void {
    const head = chunks[0]?.members[0]
    if (head === undefined || head.rank > lastRank) return
    const cursor = this.#cursors[this.#size]
    const rank = head.rank / divisor
    if (cursor === undefined) this.#cursors.push({ chunks, chunk: 0, place: 0, head, rank, lastRank, divisor })
    else {
      cursor.chunks = chunks
      cursor.chunk = 0
      cursor.place = 0
      cursor.head = head
      cursor.rank = rank
      cursor.lastRank = lastRank
      cursor.divisor = divisor
    }
    this.#rise(this.#size)
    this.#size += 1
  }

  /** What `next` will give, or undefined when all are read. */
  get head(): AskRecord | undefined {
    return this.#size === 0 ? undefined : (this.#cursors[0] as Cursor).head
  }

  /** Price ÷ divisor of the head; infinity when all are read. */
  get rank(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : (this.#cursors[0] as Cursor).rank
  }

  /** The next ask of all lists, or undefined when all are read. */
  next(): AskRecord | undefined {
    if (this.#size === 0) return undefined
    const top = this.#cursors[0] as Cursor
    const { head } = top
    top.place += 1
    let members = (top.chunks[top.chunk] as AskRun).members
    if (top.place === members.length) {
      top.chunk += 1
      top.place = 0
      members = top.chunks[top.chunk]?.members ?? []
    }
    const following = members[top.place]
    if (following !== undefined && following.rank <= top.lastRank) {
      top.head = following
      top.rank = following.rank / top.divisor
    } else {
      this.#size -= 1
      this.#cursors[0] = this.#cursors[this.#size] as Cursor
      this.#cursors[this.#size] = top
    }
    if (this.#size > 1) this.#sink()
    return head
  }

  #rise(from: number): void {
    const cursors = this.#cursors
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1
      const [cursor, above] = [cursors[at] as Cursor, cursors[parent] as Cursor]
      if (!isFirst(cursor, above)) return
      cursors[at] = above
      cursors[parent] = cursor
      at = parent
    }
  }

  #sink(): void {
    const cursors = this.#cursors
    const cursor = cursors[0] as Cursor
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= this.#size) break
      if (child + 1 < this.#size && isFirst(cursors[child + 1] as Cursor, cursors[child] as Cursor)) child += 1
      if (!isFirst(cursors[child] as Cursor, cursor)) break
      cursors[at] = cursors[child] as Cursor
      at = child
    }
    cursors[at] = cursor
  }
}

function isFirst(one: Cursor, other: Cursor): boolean {
  return one.rank === other.rank ? comesBefore(one.head, other.head) : one.rank < other.rank
}
