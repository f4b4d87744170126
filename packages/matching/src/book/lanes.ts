import type { NumberKey } from './numberKey.ts'

/** GPUs of a bid's lane: settled on the chain, and waiting to settle. A lane may be cancelled more than once, and each may be dropped. */
export type BidLane = { readonly filled: number; readonly pending: number; readonly cancellations: number }

/** What an array has of a lane, one after the other: its nonce and the fields of `BidLane`. */
const [filled, pending, cancellations, width] = [1, 2, 3, 4]

/**
 * The lanes of an account by their nonce. Clients count nonces up, so most lanes come after all others and stand side by side in that order, as four
 * numbers each: a new one costs a look at the end of one array and no object, finding one is a binary search. Those that come out of order, or have a nonce that is not exact as a
 * float, stand in a map.
 */
export class Lanes {
  readonly #inOrder: number[] = []
  #others: Map<NumberKey, BidLane> | null = null
  /** The last nonce that stands in order. Most orders have a higher one, so that nothing else is read for them. */
  #highest = -1
  /** Which of those in order was asked for last, and where it stands: one order asks for its lane several times. */
  #asked = -1
  #answer = 0

  /** The lane of a nonce as it is now. Undefined while it was never used. */
  get(nonce: NumberKey): BidLane | undefined {
    const at = this.#find(nonce)
    return at < 0 ? this.#others?.get(nonce) : this.#laneAt(at)
  }

  /** GPUs of a lane that are settled or wait to be. */
  takenOf(nonce: NumberKey): number {
    const at = this.#find(nonce)
    if (at >= 0) return (this.#inOrder[at + filled] as number) + (this.#inOrder[at + pending] as number)
    const lane = this.#others?.get(nonce)
    return lane === undefined ? 0 : lane.filled + lane.pending
  }

  /** Changes a lane by so much of each. It is made when it is first used. */
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

  /** Every nonce with its lane. */
  *[Symbol.iterator](): IterableIterator<[bigint, BidLane]> {
    for (let at = 0; at < this.#inOrder.length; at += width) yield [BigInt(this.#inOrder[at] as number), this.#laneAt(at)]
    for (const [nonce, lane] of this.#others ?? []) yield [BigInt(nonce), lane]
  }

  #laneAt(at: number): BidLane {
    const lanes = this.#inOrder
    return { filled: lanes[at + filled] as number, pending: lanes[at + pending] as number, cancellations: lanes[at + cancellations] as number }
  }

  /** Where the lane of a nonce stands of those in order; -1 when it does not. */
  #find(nonce: NumberKey): number {
    if (nonce === this.#asked) return this.#answer
    if (typeof nonce === 'bigint' || nonce > this.#highest) return -1
    const at = this.#placeOf(nonce)
    if (this.#inOrder[at] !== nonce) return -1
    this.#asked = nonce
    this.#answer = at
    return at
  }

  /** Changes a lane that does not stand in order, or puts a new one where it belongs. */
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

  /** Where the first lane stands whose nonce is not below a number. */
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
