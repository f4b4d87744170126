import type { Reach } from './reach.ts'

/** What a bid asks of asks, as far as it can be compared by size. `startFrom` is a Unix second; the reliability is in basis points. */
type Wanted = {
  readonly minVramGib: number
  readonly minTier: number
  readonly minReliabilityBps: number
  readonly minSlice: number
  readonly seconds: number
  readonly startFrom: number
}

/**
 * The least of each that some bids want or wanted, so that asks that have less of one than all of them want need not be held against any: the
 * other side of `Reach`. Who leaves is not taken out again: the needs may be lower than those of who stands, never higher.
 */
export class Needs implements Wanted {
  minVramGib = Number.POSITIVE_INFINITY
  minTier = Number.POSITIVE_INFINITY
  minReliabilityBps = Number.POSITIVE_INFINITY
  minSlice = Number.POSITIVE_INFINITY
  seconds = Number.POSITIVE_INFINITY
  startFrom = Number.POSITIVE_INFINITY

  /** Lowers them to those of one more. */
  take(wanted: Wanted): void {
    this.minVramGib = Math.min(this.minVramGib, wanted.minVramGib)
    this.minTier = Math.min(this.minTier, wanted.minTier)
    this.minReliabilityBps = Math.min(this.minReliabilityBps, wanted.minReliabilityBps)
    this.minSlice = Math.min(this.minSlice, wanted.minSlice)
    this.seconds = Math.min(this.seconds, wanted.seconds)
    this.startFrom = Math.min(this.startFrom, wanted.startFrom)
  }

  /** False when no ask with this reach can serve any of the bids at this second. */
  mayBeMet(reach: Reach, second: number): boolean {
    if (reach.vramGib < this.minVramGib || reach.tier < this.minTier || reach.reliabilityBps < this.minReliabilityBps) return false
    if (reach.gpus < this.minSlice || reach.seconds < this.seconds) return false
    return Math.max(this.startFrom, second) + this.seconds <= reach.until
  }
}
