import { assert } from '@infinitio/domain'
import { comesBeforeAt, type Ranked } from './ranked.ts'
import { noPlace } from './marks.ts'
import { chunkCapacity, RankedChunk } from './rankedChunk.ts'

/**
 * How a list calculates the limits of a chunk (a part of a sorted list of orders), such as the largest size among its members. `ofNone` makes the limits of an
 * empty chunk, and `widen` adjusts them to one more member. Removing a member does not tighten them at once.
 */
export type Edges<Member, Edge> = { readonly ofNone: () => Edge; readonly widen: (edge: Edge, member: Member) => void }

/** The value of `Edges` for a list that stores no limits (such as a largest size) for its chunks. */
export const noEdges: Edges<unknown, null> = { ofNone: () => null, widen: () => {} }

/**
 * A list of orders (its members) by price, then time, stored in chunks of neighbours. Adding and removing takes about the same time at every index, however
 * many members have the same price. A search for marked members skips the unmarked ones. `changes` counts additions, removals and marks, so that a reader
 * notices when the index that it remembers is outdated. No chunk is ever empty.
 */
export class RankedList<Member extends Ranked, Edge = null> {
  readonly chunks: RankedChunk<Member, Edge>[] = []
  size = 0
  changes = 0
  /** For each chunk (part of the list), the rank (price as a number) of its last member. A search reads these ranks before it reads a chunk. */
  #lastRanks = new Float64Array(8)
  /** For each chunk (part of the list), 1 if one of its members is marked, else 0. */
  #marked = new Uint8Array(8)
  readonly #edges: Edges<Member, Edge>

  /** Makes an empty list; `edges` calculates the limits of its chunks, such as their largest size. */
  constructor(edges: Edges<Member, Edge>) {
    this.#edges = edges
  }

  /** The first member. Undefined when the list is empty. */
  get first(): Member | undefined {
    return this.chunks[0]?.members[0]
  }

  /** The rank (price as a number) of the first member; infinity when the list is empty. */
  get firstRank(): number {
    return this.chunks[0]?.ranks[0] ?? Number.POSITIVE_INFINITY
  }

  /** Returns the index of the first chunk with a marked member (order), at or after `from`; the number of chunks when there is none. */
  markedChunk(from: number): number {
    const { length } = this.chunks
    let at = from
    // For a few dozen bytes, this loop is faster than `indexOf`.
    while (at < length && this.#marked[at] === 0) at += 1
    return at
  }

  /** Inserts a member (order) into the list, which is sorted by price, then time. */
  add(member: Member, isMarked = false): void {
    this.size += 1
    this.changes += 1
    if (this.chunks.length === 0) this.#insertChunk(0, new RankedChunk(this.#edges.ofNone()))
    let index = Math.min(this.chunkOf(member), this.chunks.length - 1)
    let chunk = this.chunks[index] as RankedChunk<Member, Edge>
    let place = chunk.placeOf(member)
    if (chunk.members.length === chunkCapacity) {
      // Split a full chunk in half, with one exception: if the new member is the last of the list, it starts a new chunk. So orders that arrive in the order of
      // time fill their chunks.
      const cutAt = place === chunkCapacity && index === this.chunks.length - 1 ? chunkCapacity - 1 : chunkCapacity >> 1
      const rest = chunk.cut(cutAt, this.#edges.ofNone())
      chunk.edge = this.#edges.ofNone()
      for (const half of [chunk, rest]) for (const one of half.members) this.#edges.widen(half.edge, one)
      this.#insertChunk(index + 1, rest)
      this.#lastRanks[index] = chunk.ranks[cutAt - 1] as number
      this.#noteMarks(index)
      if (place > cutAt) {
        index += 1
        place -= cutAt
        chunk = this.chunks[index] as RankedChunk<Member, Edge>
      }
    }
    chunk.insert(place, member)
    if (isMarked) {
      chunk.marks.set(place, true)
      this.#marked[index] = 1
    }
    this.#edges.widen(chunk.edge, member)
    this.#lastRanks[index] = chunk.ranks[chunk.members.length - 1] as number
  }

  /** Marks a member or removes its mark. Asserts that the list contains it. */
  mark(member: Member, isMarked: boolean): void {
    // A search usually takes the first marked member, and then all of its GPUs. So look in the first chunk (part of the list) first.
    let index = this.markedChunk(0)
    let chunk = this.chunks[index]
    let place = chunk?.marks.next(0) ?? 0
    if (isMarked || chunk?.members[place] !== member) {
      index = this.chunkOf(member)
      chunk = this.chunks[index]
      place = chunk?.placeOf(member) ?? 0
    }
    assert(chunk !== undefined && chunk.members[place] === member, 'what is marked in a list is in it')
    chunk.marks.set(place, isMarked)
    this.#noteMarks(index)
    this.changes += 1
  }

  /** Adjusts the limits of a member's chunk (part of the list) after the member's values grew. */
  noteMore(member: Member): void {
    const chunk = this.chunks[this.chunkOf(member)]
    if (chunk !== undefined) this.#edges.widen(chunk.edge, member)
  }

  /** Removes a member. Asserts that the list contains it. */
  remove(member: Member): void {
    const isFirst = member === this.first
    const index = isFirst ? 0 : this.chunkOf(member)
    const chunk = this.chunks[index]
    const place = chunk === undefined || isFirst ? 0 : chunk.placeOf(member)
    assert(chunk !== undefined && chunk.members[place] === member, 'what leaves a list is in it')
    this.size -= 1
    this.changes += 1
    chunk.delete(place)
    const { length } = chunk.members
    if (length > 0) {
      this.#lastRanks[index] = chunk.ranks[length - 1] as number
      this.#noteMarks(index)
    } else {
      this.chunks.splice(index, 1)
      this.#lastRanks.copyWithin(index, index + 1, this.chunks.length + 1)
      this.#marked.copyWithin(index, index + 1, this.chunks.length + 1)
      this.#marked[this.chunks.length] = 0
    }
  }

  /**
   * Returns the index of the first chunk (part of the list) in which the last member does not come before the given member; the number of chunks when there is
   * none.
   */
  chunkOf(member: Ranked): number {
    const { rank } = member
    const { chunks } = this
    const lastRanks = this.#lastRanks
    let low = 0
    let high = chunks.length
    while (low < high) {
      const middle = (low + high) >> 1
      const last = lastRanks[middle] as number
      if (last < rank || (last === rank && comesBeforeAt(rank, lastOf(chunks[middle] as RankedChunk<Member, Edge>), member))) low = middle + 1
      else high = middle
    }
    return low
  }

  #insertChunk(index: number, chunk: RankedChunk<Member, Edge>): void {
    const { length } = this.chunks
    if (length === this.#lastRanks.length) {
      const wider = new Float64Array(length * 2)
      wider.set(this.#lastRanks)
      this.#lastRanks = wider
      const widerMarked = new Uint8Array(length * 2)
      widerMarked.set(this.#marked)
      this.#marked = widerMarked
    }
    this.#lastRanks.copyWithin(index + 1, index, length)
    this.#lastRanks[index] = chunk.ranks[chunk.members.length - 1] ?? 0
    this.#marked.copyWithin(index + 1, index, length)
    this.chunks.splice(index, 0, chunk)
    this.#noteMarks(index)
  }

  #noteMarks(index: number): void {
    this.#marked[index] = this.chunks[index]?.marks.isEmpty === false ? 1 : 0
  }

  /** Yields every member, first to last. The list must not change during the iteration. */
  *[Symbol.iterator](): IterableIterator<Member> {
    for (const { members } of this.chunks) yield* members
  }

  /** Yields every marked member, first to last. The list must not change during the iteration. */
  *marked(): IterableIterator<Member> {
    for (const { members, marks } of this.chunks)
      for (let place = marks.next(0); place !== noPlace; place = marks.next(place + 1)) yield members[place] as Member
  }
}

function lastOf<Member extends Ranked>({ members }: RankedChunk<Member, unknown>): Member {
  return members[members.length - 1] as Member
}
