import type { NumberKey } from './numberOf.ts'

/**
 * The lane of a bid's nonce: how many of the bid's GPUs are settled on the chain (`filled`), and how many wait to settle (`pending`). It also counts
 * cancellations, because the chain can drop each of them separately.
 */
export type BidLane = { readonly filled: number; readonly pending: number; readonly cancellations: number }

/**
 * The positions of a lane's fields in the array, after its nonce, and the number of array entries for one lane. A lane has the three counters of one bid (see
 * `BidLane`).
 */
const [filled, pending, cancellations, width] = [1, 2, 3, 4]

/**
 * The lanes of an account by nonce; a lane has the three counters of one bid. Clients use increasing nonces, so most lanes are stored in one sorted array,
 * with four numbers for each. Adding a lane there creates no object, and a binary search finds it. A map stores the few lanes that come out of order or have a
 * nonce that a float cannot hold exactly.
 */
export class Lanes {
  readonly #inOrder: number[] = []
  #others: Map<NumberKey, BidLane> | null = null
  /** The highest nonce in the array. Most orders have a higher nonce, so they need no search. */
  #highest = -1
  /** The nonce of the last lookup and the index of its lane in the array. They are cached, because one order looks up its lane several times. */
  #asked = -1
  #answer = 0

  /** Returns the lane (the three counters) of a bid's nonce. Undefined if the nonce was never used. */
  get(nonce: NumberKey): BidLane | undefined {
    const at = this.#find(nonce)
    return at < 0 ? this.#others?.get(nonce) : this.#laneAt(at)
  }

  /** Returns how many GPUs of a bid's nonce are settled or wait to settle. */
  takenOf(nonce: NumberKey): number {
    const at = this.#find(nonce)
    if (at >= 0) return (this.#inOrder[at + filled] as number) + (this.#inOrder[at + pending] as number)
    const lane = this.#others?.get(nonce)
    return lane === undefined ? 0 : lane.filled + lane.pending
  }

  /** Adds the given amounts to a lane (the three counters of one bid). Creates the lane at first use. */
  change(nonce: NumberKey, by: BidLane): void {
    const at = this.#find(nonce)
    if (at < 0) this.#changeOther(nonce, by)
    else {
      const lanes = this.#inOrder
      lanes[at + filled] = (lanes[at + filled] as number) + by.filled
      lanes[at + pending] = (lanes[at + pending] as number) + by.pending
      lanes[at + cancellations] = (lanes[at + cancellations] as number) + by.cancellations
    }
  }

  /** Yields every nonce of the account's bids with its lane: the filled and pending GPUs and the cancellations of one bid. */
  *[Symbol.iterator](): IterableIterator<[bigint, BidLane]> {
    for (let at = 0; at < this.#inOrder.length; at += width) yield [BigInt(this.#inOrder[at] as number), this.#laneAt(at)]
    for (const [nonce, lane] of this.#others ?? []) yield [BigInt(nonce), lane]
  }

  #laneAt(at: number): BidLane {
    const lanes = this.#inOrder
    return { filled: lanes[at + filled] as number, pending: lanes[at + pending] as number, cancellations: lanes[at + cancellations] as number }
  }

  /** Returns the index of a nonce's lane (the three counters of one bid) in the array; -1 when it is not there. */
  #find(nonce: NumberKey): number {
    if (nonce === this.#asked) return this.#answer
    if (typeof nonce === 'bigint' || nonce > this.#highest) return -1
    const at = this.#placeOf(nonce)
    if (this.#inOrder[at] !== nonce) return -1
    this.#asked = nonce
    this.#answer = at
    return at
  }

  /** Adds to a lane (the counters of one bid) that is not in the array. Creates it if it is new: in the array if its nonce is the highest, else in the map. */
  #changeOther(nonce: NumberKey, by: BidLane): void {
    if (typeof nonce === 'number' && nonce > this.#highest) {
      this.#asked = nonce
      this.#answer = this.#inOrder.length
      this.#highest = nonce
      this.#inOrder.push(nonce, by.filled, by.pending, by.cancellations)
      return
    }
    this.#others ??= new Map()
    const lane = this.#others.get(nonce) ?? { filled: 0, pending: 0, cancellations: 0 }
    this.#others.set(nonce, {
      filled: lane.filled + by.filled,
      pending: lane.pending + by.pending,
      cancellations: lane.cancellations + by.cancellations,
    })
  }

  /** Returns the index of the first lane (counters of one bid) with a nonce of at least `number`. */
  #placeOf(number: number): number {
    const lanes = this.#inOrder
    let low = 0
    let high = lanes.length / width
    while (low < high) {
      const middle = (low + high) >> 1
      if ((lanes[middle * width] as number) < number) low = middle + 1
      else high = middle
    }
    return low * width
  }
}
