/** The size of a burst in bytes, and how fast more bytes are allowed. */
export type ByteRule = { burstBytes: number; bytesPerSecond: number }

/** Limits the bytes of one connection. The caller passes the time. */
export class ByteBudget {
  readonly #rule: ByteRule
  #left: number
  #atMs: number

  constructor(rule: ByteRule, nowMs: number) {
    this.#rule = rule
    this.#left = rule.burstBytes
    this.#atMs = nowMs
  }

  /** Takes bytes from the budget. Returns false, and takes none, when too few are left. */
  take(bytes: number, nowMs: number): boolean {
    const earned = (Math.max(0, nowMs - this.#atMs) / 1000) * this.#rule.bytesPerSecond
    this.#left = Math.min(this.#rule.burstBytes, this.#left + earned)
    this.#atMs = nowMs
    if (bytes > this.#left) return false
    this.#left -= bytes
    return true
  }
}
