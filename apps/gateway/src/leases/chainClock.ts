/**
 * The gateway's estimate of the block clock, in Unix seconds. The time of a block can be ahead of the wall clock. The estimate is the wall clock plus the
 * largest such lead that was observed. It is never behind the wall clock, because an idle chain produces no blocks.
 */
export class ChainClock {
  #aheadMs = 0
  readonly #nowMs: () => number

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  /** Records the time of the newest block. */
  observe(blockTimeSeconds: number): void {
    this.#aheadMs = Math.max(0, this.#aheadMs, blockTimeSeconds * 1000 - this.#nowMs())
  }

  /** Returns the milliseconds until this clock reaches a time, in Unix seconds; 0 for a past time. */
  msUntil(seconds: number): number {
    return Math.max(0, seconds * 1000 - (this.#nowMs() + this.#aheadMs))
  }

  nowSeconds(): number {
    return Math.floor((this.#nowMs() + this.#aheadMs) / 1000)
  }
}
