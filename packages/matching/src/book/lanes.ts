import type { BidLane } from './accountRecord.ts'
import type { NumberKey } from './numberKey.ts'

/**
 * The lanes of an account by their nonce. Clients count nonces up, so most lanes come after all others and stand side by side in that order: adding one
 * costs a place in an array, finding one a binary search. Those that come out of order, or have a nonce that is not exact as a float, stand in a map.
 */
export class Lanes {
  readonly #nonces: number[] = []
  readonly #inOrder: BidLane[] = []
  #others: Map<NumberKey, BidLane> | null = null
  /** The last nonce that stands in order. Most orders have a higher one, so that nothing else is read for them. */
  #highest = -1
  /** Which of those in order was asked for last, and the answer: one order asks for its lane several times. */
  #asked = -1
  #answer: BidLane | undefined

  /** The lane of a nonce. Undefined while it was never used. */
  get(nonce: NumberKey): BidLane | undefined {
    if (nonce === this.#asked) return this.#answer
    if (typeof nonce === 'bigint' || nonce > this.#highest) return this.#others?.get(nonce)
    const place = this.#placeOf(nonce)
    if (this.#nonces[place] !== nonce) return this.#others?.get(nonce)
    this.#asked = nonce
    this.#answer = this.#inOrder[place]
    return this.#answer
  }

  /** Puts a lane in. Its nonce has none yet. */
  add(nonce: NumberKey, lane: BidLane): void {
    if (typeof nonce === 'number' && nonce > this.#highest) {
      this.#highest = nonce
      this.#nonces.push(nonce)
      this.#inOrder.push(lane)
      this.#asked = nonce
      this.#answer = lane
      return
    }
    this.#others ??= new Map()
    this.#others.set(nonce, lane)
  }

  /** Every nonce with its lane. */
  *[Symbol.iterator](): IterableIterator<[bigint, BidLane]> {
    for (const [place, nonce] of this.#nonces.entries()) yield [BigInt(nonce), this.#inOrder[place] as BidLane]
    for (const [nonce, lane] of this.#others ?? []) yield [BigInt(nonce), lane]
  }

  /** The first place whose nonce is not below a number. */
  #placeOf(number: number): number {
    const nonces = this.#nonces
    let high = nonces.length
    if (high === 0 || (nonces[high - 1] as number) < number) return high
    let low = 0
    while (low < high) {
      const middle = (low + high) >> 1
      if ((nonces[middle] as number) < number) low = middle + 1
      else high = middle
    }
    return low
  }
}
