import { assert } from '@infinitio/domain'
import { comesBefore, type Ranked } from './ranked.ts'
import { chunkCapacity, RankedChunk } from './rankedChunk.ts'
import type { Offered } from './reach.ts'

/**
 * Members by price, then time, in chunks, so that adding and removing cost the same wherever it is and however many stand at one price.
 * `changes` counts both, so that a cursor knows when its place is not right any more. No chunk is ever empty.
 */
export class RankedList<Member extends Ranked> {
  readonly chunks: RankedChunk<Member>[] = []
  size = 0
  changes = 0
  /** Rank of the last member of each chunk: what a search reads first. */
  #lastRanks = new Float64Array(8)
  readonly #offeredBy: ((member: Member) => Offered) | null

  /** With `offeredBy` each chunk knows how far its members reach. */
  constructor(offeredBy: ((member: Member) => Offered) | null = null) {
    this.#offeredBy = offeredBy
  }

  /** The member that comes first. Undefined when there is none. */
  get first(): Member | undefined {
    return this.chunks[0]?.members[0]
  }

  /** The rank of the member that comes first; infinity when there is none. */
  get firstRank(): number {
    return this.chunks[0]?.ranks[0] ?? Number.POSITIVE_INFINITY
  }

  /** Puts a member in its place. */
  add(member: Member): void {
    this.size += 1
    this.changes += 1
    if (this.chunks.length === 0) this.#insertChunk(0, new RankedChunk())
    let index = Math.min(this.chunkOf(member), this.chunks.length - 1)
    let chunk = this.chunks[index] as RankedChunk<Member>
    let place = chunk.placeOf(member)
    if (chunk.members.length === chunkCapacity) {
      // Who comes last goes on in a chunk of its own, so that orders in the order of time fill their chunks.
      const cutAt = place === chunkCapacity && index === this.chunks.length - 1 ? chunkCapacity - 1 : chunkCapacity >> 1
      this.#insertChunk(index + 1, chunk.cut(cutAt))
      this.#lastRanks[index] = chunk.ranks[cutAt - 1] as number
      if (place > cutAt) {
        index += 1
        place -= cutAt
        chunk = this.chunks[index] as RankedChunk<Member>
      }
    }
    chunk.insert(place, member)
    if (this.#offeredBy !== null) chunk.reach.take(this.#offeredBy(member))
    this.#lastRanks[index] = chunk.ranks[chunk.members.length - 1] as number
  }

  /** Notes that a member offers more than when it was added. */
  noteMore(member: Member): void {
    if (this.#offeredBy !== null) this.chunks[this.chunkOf(member)]?.reach.take(this.#offeredBy(member))
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
    if (length > 0) this.#lastRanks[index] = chunk.ranks[length - 1] as number
    else {
      this.chunks.splice(index, 1)
      this.#lastRanks.copyWithin(index, index + 1, this.chunks.length + 1)
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
      if (last < rank || (last === rank && comesBefore(lastOf(chunks[middle] as RankedChunk<Member>), member))) low = middle + 1
      else high = middle
    }
    return low
  }

  #insertChunk(index: number, chunk: RankedChunk<Member>): void {
    const { length } = this.chunks
    if (length === this.#lastRanks.length) {
      const wider = new Float64Array(length * 2)
      wider.set(this.#lastRanks)
      this.#lastRanks = wider
    }
    this.#lastRanks.copyWithin(index + 1, index, length)
    this.#lastRanks[index] = chunk.ranks[chunk.members.length - 1] ?? 0
    this.chunks.splice(index, 0, chunk)
  }

  /** Every member, first to last. The list must not change meanwhile. */
  *[Symbol.iterator](): IterableIterator<Member> {
    for (const { members } of this.chunks) yield* members
  }
}

function lastOf<Member extends Ranked>({ members }: RankedChunk<Member>): Member {
  return members[members.length - 1] as Member
}
