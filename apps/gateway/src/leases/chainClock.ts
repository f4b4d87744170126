/**
 * The block clock in Unix seconds: wall-clock time, plus the time by which the newest block was ahead of it when this process saw the block. It is never behind
 * wall-clock time, because an idle chain produces no blocks.
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

  /** Returns the milliseconds until this clock reaches a time; 0 for a past time. */
  msUntil(seconds: number): number {
    return Math.max(0, seconds * 1000 - (this.#nowMs() + this.#aheadMs))
  }

  nowSeconds(): number {
    return Math.floor((this.#nowMs() + this.#aheadMs) / 1000)
  }
}
