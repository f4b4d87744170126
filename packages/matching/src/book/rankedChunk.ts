import { Marks } from './marks.ts'
import { comesBeforeAt, type Ranked } from './ranked.ts'

/** Members that a chunk holds at most: small enough that moving them costs less than finding them, and no more than `Marks` have places. */
export const chunkCapacity = 64

/**
 * Up to `chunkCapacity` neighbours of a list, with their ranks side by side, so that a search looks at a member only where two have the same
 * rank.
 */
export class RankedChunk<Member extends Ranked, Edge> {
  ranks = new Float64Array(4)
  members: Member[] = []
  /** Which of them are marked. */
  marks = new Marks()
  /** What none of its members goes beyond, where the list notes it. */
  edge: Edge

  constructor(edge: Edge) {
    this.edge = edge
  }

  /** Place of the first member that does not come before the given one. */
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

  /** Puts a member at a place and moves those from there on. The chunk is not full. */
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

  /** Takes the member at a place out. */
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

  /** Moves the members from a place on into a new chunk, whose edge is given. */
  cut(place: number, edge: Edge): RankedChunk<Member, Edge> {
    const rest = new RankedChunk<Member, Edge>(edge)
    rest.ranks = new Float64Array(chunkCapacity)
    rest.ranks.set(this.ranks.subarray(place, this.members.length))
    // Arrays of their own: they grow to the chunk's capacity and no further, where one that was cut keeps its room.
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
