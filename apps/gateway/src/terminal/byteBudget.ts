/** A limit for the amount of data. A budget begins with `burstBytes`, the most that may be sent at once, and is refilled by `bytesPerSecond` each second. */
export type ByteRule = { burstBytes: number; bytesPerSecond: number }

/** Limits the bytes that one connection may send. The caller passes the current time in milliseconds. */
export class ByteBudget {
  readonly #rule: ByteRule
  #left: number
  #atMs: number

  constructor(rule: ByteRule, nowMs: number) {
    this.#rule = rule
    this.#left = rule.burstBytes
    this.#atMs = nowMs
  }

  /** Takes bytes from the budget and returns true. If too few are left, takes none and returns false. */
  take(bytes: number, nowMs: number): boolean {
    const earned = (Math.max(0, nowMs - this.#atMs) / 1000) * this.#rule.bytesPerSecond
    this.#left = Math.min(this.#rule.burstBytes, this.#left + earned)
    this.#atMs = nowMs
    if (bytes > this.#left) return false
    this.#left -= bytes
    return true
  }
}
