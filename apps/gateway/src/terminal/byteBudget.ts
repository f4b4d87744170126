/** How many bytes may come at once and how fast more are allowed. */
export type ByteRule = { burstBytes: number; bytesPerSecond: number }

/** A bucket of bytes for one connection; time is an argument. */
export class ByteBudget {
  readonly #rule: ByteRule
  #left: number
  #atMs: number

  constructor(rule: ByteRule, nowMs: number) {
    this.#rule = rule
    this.#left = rule.burstBytes
    this.#atMs = nowMs
  }

  /** Takes bytes; false when there are too few left, then none are taken. */
  take(bytes: number, nowMs: number): boolean {
    const earned = (Math.max(0, nowMs - this.#atMs) / 1000) * this.#rule.bytesPerSecond
    this.#left = Math.min(this.#rule.burstBytes, this.#left + earned)
    this.#atMs = nowMs
    if (bytes > this.#left) return false
    this.#left -= bytes
    return true
  }
}
