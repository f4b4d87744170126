import { Marks } from './marks.ts'
import { comesBeforeAt, type Ranked } from './ranked.ts'

/** The largest number of members in a chunk (a part of a sorted list). Moving so many members costs less than finding them, and `Marks` has 64 indexes. */
export const chunkCapacity = 64

/**
 * A chunk (part of a list of orders): up to `chunkCapacity` neighbours of a sorted list. Their ranks are next to each other in memory, so a search reads the
 * members themselves only if ranks are equal.
 */
export class RankedChunk<Member extends Ranked, Edge> {
  ranks = new Float64Array(4)
  members: Member[] = []
  /** Marks of the members. */
  marks = new Marks()
  /**
   * The limits of the values that the members offer or want. A search compares them with its needs and may skip the whole chunk. Null if the list uses no
   * limits.
   */
  edge: Edge

  constructor(edge: Edge) {
    this.edge = edge
  }

  /** Returns the index of the first member that does not come before the given member. */
  placeOf(one: Ranked): number {
    const { rank } = one
    const { ranks } = this
    let low = 0
    let high = this.members.length
    while (low < high) {
      const middle = (low + high) >> 1
      const mine = ranks[middle] as number
      if (mine < rank || (mine === rank && comesBeforeAt(rank, this.members[middle] as Member, one))) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Inserts a member (order) at an index and moves the later ones. The chunk must not be full. */
  insert(place: number, member: Member): void {
    if (this.members.length === this.ranks.length) this.#widen()
    const { members, ranks } = this
    if (place === members.length) members.push(member)
    else {
      ranks.copyWithin(place + 1, place, members.length)
      members.splice(place, 0, member)
      this.marks.open(place)
    }
    ranks[place] = member.rank
  }

  /** Removes the member (order) at an index of the chunk. */
  delete(place: number): void {
    const { members, ranks } = this
    this.marks.close(place)
    if (place === members.length - 1) {
      members.pop()
      return
    }
    ranks.copyWithin(place, place + 1, members.length)
    if (place === 0) members.shift()
    else members.splice(place, 1)
  }

  /** Moves the members from index `place` on into a new chunk and returns that chunk. `edge` becomes the limits of the new chunk, such as its largest size. */
  cut(place: number, edge: Edge): RankedChunk<Member, Edge> {
    const rest = new RankedChunk<Member, Edge>(edge)
    rest.ranks = new Float64Array(chunkCapacity)
    rest.ranks.set(this.ranks.subarray(place, this.members.length))
    // Copies both halves. A copy needs only the memory for its members, but a truncated array keeps its old memory.
    rest.members = this.members.slice(place)
    this.members = this.members.slice(0, place)
    rest.marks = this.marks.cut(place)
    return rest
  }

  #widen(): void {
    const { ranks } = this
    this.ranks = new Float64Array(ranks.length * 2)
    this.ranks.set(ranks)
  }
}
