/**
 * The block clock as seen from here, in Unix seconds: wall time, plus how far the newest block was ahead of it when it was seen.
 * It never runs behind wall time, because a quiet chain makes no blocks.
 */
export class ChainClock {
  #aheadMs = 0
  readonly #nowMs: () => number

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  /** Notes the time of a block that is the newest now. */
  observe(blockTimeSeconds: number): void {
    this.#aheadMs = Math.max(0, this.#aheadMs, blockTimeSeconds * 1000 - this.#nowMs())
  }

  /** How long until this clock shows a time, in milliseconds; 0 when it does. */
  msUntil(seconds: number): number {
    return Math.max(0, seconds * 1000 - (this.#nowMs() + this.#aheadMs))
  }

  nowSeconds(): number {
    return Math.floor((this.#nowMs() + this.#aheadMs) / 1000)
  }
}
