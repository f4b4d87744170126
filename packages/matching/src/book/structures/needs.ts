import type { Reach } from './reach.ts'

/** Requirements of a bid that can be compared by size. `startFrom` is a Unix second; reliability is in basis points. */
type Wanted = {
  readonly minVramGib: number
  readonly minTier: number
  readonly minReliabilityBps: number
  readonly minSlice: number
  readonly seconds: number
  readonly startFrom: number
}

/**
 * The lowest requirements of a list of bids: for each requirement, the smallest value among all bids that were ever added. If an ask does not reach one of
 * these values, it can serve none of these bids, so a search skips the bids. `Reach` is the counterpart for asks. Removing a bid does not raise the values, so
 * they may be too low, but never too high.
 */
export class Needs implements Wanted {
  minVramGib = Number.POSITIVE_INFINITY
  minTier = Number.POSITIVE_INFINITY
  minReliabilityBps = Number.POSITIVE_INFINITY
  minSlice = Number.POSITIVE_INFINITY
  seconds = Number.POSITIVE_INFINITY
  startFrom = Number.POSITIVE_INFINITY

  /** Adds a bid: lowers each value to the value of this bid, if the bid's value is smaller. */
  take(wanted: Wanted): void {
    this.minVramGib = Math.min(this.minVramGib, wanted.minVramGib)
    this.minTier = Math.min(this.minTier, wanted.minTier)
    this.minReliabilityBps = Math.min(this.minReliabilityBps, wanted.minReliabilityBps)
    this.minSlice = Math.min(this.minSlice, wanted.minSlice)
    this.seconds = Math.min(this.seconds, wanted.seconds)
    this.startFrom = Math.min(this.startFrom, wanted.startFrom)
  }

  /** Returns false if asks with these largest values (`reach`) can serve none of the bids at this second. */
  mayBeMet(reach: Reach, second: number): boolean {
    if (reach.vramGib < this.minVramGib || reach.tier < this.minTier || reach.reliabilityBps < this.minReliabilityBps) return false
    if (reach.gpus < this.minSlice || reach.seconds < this.seconds) return false
    return Math.max(this.startFrom, second) + this.seconds <= reach.until
  }
}
