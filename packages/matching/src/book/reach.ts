/** What bids ask of asks, as far as it can be compared by size. `until` is a Unix second; the reliability is in basis points. */
export type Offered = {
  readonly vramGib: number
  readonly tier: number
  readonly reliabilityBps: number
  readonly gpus: number
  readonly seconds: number
  readonly until: number
}

/**
 * The most of each that some asks have or had, so that a bid that wants more of one than all of them need not look at any. Who leaves is not taken
 * out again: the reach may be wider than what stands, never narrower.
 */
export class Reach implements Offered {
  vramGib = 0
  tier = 0
  reliabilityBps = 0
  gpus = 0
  seconds = 0
  until = 0

  /** Widens it to one more. */
  take(offered: Offered): void {
    if (offered.vramGib > this.vramGib) this.vramGib = offered.vramGib
    if (offered.tier > this.tier) this.tier = offered.tier
    if (offered.reliabilityBps > this.reliabilityBps) this.reliabilityBps = offered.reliabilityBps
    if (offered.gpus > this.gpus) this.gpus = offered.gpus
    if (offered.seconds > this.seconds) this.seconds = offered.seconds
    if (offered.until > this.until) this.until = offered.until
  }
}
