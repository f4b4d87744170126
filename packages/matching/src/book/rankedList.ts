import { assert } from '@infinitio/domain'
import { comesBeforeAt, type Ranked } from './ranked.ts'
import { noPlace } from './marks.ts'
import { chunkCapacity, RankedChunk } from './rankedChunk.ts'

/** What none of some members goes beyond: made for none of them, widened by each. Who leaves is not taken out at once, so it may be wider than what stands. */
export type Edges<Member, Edge> = { readonly ofNone: () => Edge; readonly widen: (edge: Edge, member: Member) => void }

/** A list that notes no edges. */
export const noEdges: Edges<unknown, null> = { ofNone: () => null, widen: () => {} }

/**
 * Members by price, then time, in chunks, so that adding and removing cost the same wherever it is and however many stand at one price.
 * Members may be marked: the marked ones are found without a look at the others. `changes` counts what was added, removed and marked, so that a cursor
 * knows when its place is not right any more. No chunk is ever empty.
 */
export class RankedList<Member extends Ranked, Edge = null> {
  readonly chunks: RankedChunk<Member, Edge>[] = []
  size = 0
  changes = 0
  /** Rank of the last member of each chunk: what a search reads first. */
  #lastRanks = new Float64Array(8)
  /** 1 for each chunk with a marked member. */
  #marked = new Uint8Array(8)
  readonly #edges: Edges<Member, Edge>

  /** With edges each chunk knows what none of its members goes beyond. */
  constructor(edges: Edges<Member, Edge>) {
    this.#edges = edges
  }

  /** The member that comes first. Undefined when there is none. */
  get first(): Member | undefined {
    return this.chunks[0]?.members[0]
  }

  /** The rank of the member that comes first; infinity when there is none. */
  get firstRank(): number {
    return this.chunks[0]?.ranks[0] ?? Number.POSITIVE_INFINITY
  }

  /** The first chunk with a marked member, from one on; as many as there are chunks when there is none. */
  markedChunk(from: number): number {
    const { length } = this.chunks
    let at = from
    // `indexOf` of an array of bytes takes longer than looking at some dozens of them.
    while (at < length && this.#marked[at] === 0) at += 1
    return at
  }

  /** Puts a member in its place. */
  add(member: Member, isMarked = false): void {
    this.size += 1
    this.changes += 1
    if (this.chunks.length === 0) this.#insertChunk(0, new RankedChunk(this.#edges.ofNone()))
    let index = Math.min(this.chunkOf(member), this.chunks.length - 1)
    let chunk = this.chunks[index] as RankedChunk<Member, Edge>
    let place = chunk.placeOf(member)
    if (chunk.members.length === chunkCapacity) {
      // Who comes last goes on in a chunk of its own, so that orders in the order of time fill their chunks.
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

  /** Marks a member, or takes its mark away. Asserts that it is in. */
  mark(member: Member, isMarked: boolean): void {
    // A search takes the first that is marked, and mostly all that it has.
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

  /** Notes that a member goes further than when it was added. */
  noteMore(member: Member): void {
    const chunk = this.chunks[this.chunkOf(member)]
    if (chunk !== undefined) this.#edges.widen(chunk.edge, member)
  }

  /** Takes a member out. Asserts that it was in. */
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

  /** Index of the first chunk whose last member does not come before the given one; the number of chunks when there is none. */
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

  /** Every member, first to last. The list must not change meanwhile. */
  *[Symbol.iterator](): IterableIterator<Member> {
    for (const { members } of this.chunks) yield* members
  }

  /** Every marked member, first to last, by the same rule. */
  *marked(): IterableIterator<Member> {
    for (const { members, marks } of this.chunks)
      for (let place = marks.next(0); place !== noPlace; place = marks.next(place + 1)) yield members[place] as Member
  }
}

function lastOf<Member extends Ranked>({ members }: RankedChunk<Member, unknown>): Member {
  return members[members.length - 1] as Member
}
