/** The values of an ask that bids compare with their minimums. `until` is a Unix second; reliability is in basis points. */
export type Offered = {
  readonly vramGib: number
  readonly tier: number
  readonly reliabilityBps: number
  readonly gpus: number
  readonly seconds: number
  readonly until: number
}

/**
 * The largest offers of a list of asks: for each value, the largest among all asks that were ever added. If a bid wants more than the largest offer in any of
 * these values, none of the asks fits, so the search skips them all. `Needs` is the counterpart for bids. Removing an ask does not lower the values, so they
 * may be too high, but never too low.
 */
export class Reach implements Offered {
  vramGib = 0
  tier = 0
  reliabilityBps = 0
  gpus = 0
  seconds = 0
  until = 0

  /** Raises each value if one more ask offers more. */
  take(offered: Offered): void {
    if (offered.vramGib > this.vramGib) this.vramGib = offered.vramGib
    if (offered.tier > this.tier) this.tier = offered.tier
    if (offered.reliabilityBps > this.reliabilityBps) this.reliabilityBps = offered.reliabilityBps
    if (offered.gpus > this.gpus) this.gpus = offered.gpus
    if (offered.seconds > this.seconds) this.seconds = offered.seconds
    if (offered.until > this.until) this.until = offered.until
  }
}
