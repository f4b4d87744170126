/** How long the shortest delay counts, in milliseconds: between one and two of these spans. A connection may become slower, for example on a new route, and must work again. */
const spanMs = 5_000

/**
 * Measures how long datagrams have waited in queues, of programs, kernels and routers. The clocks of the two ends are not compared: the shortest delay of the
 * last 5 to 10 s counts as the delay of the connection without a queue, and the age of a datagram is the part above it.
 */
export class QueueAge {
  #from = Number.NEGATIVE_INFINITY
  #shortest = Number.POSITIVE_INFINITY
  #earlier = Number.POSITIVE_INFINITY

  /**
   * Returns for how many milliseconds a datagram has waited that was sent at `sentAt` and arrived at `nowMs`. `sentAt` is in milliseconds of the other end's
   * clock, modulo 2^32.
   */
  of({ sentAt, nowMs }: { sentAt: number; nowMs: number }): number {
    const delayMs = (Math.round(nowMs) - sentAt) | 0
    const sinceMs = nowMs - this.#from
    if (sinceMs >= spanMs) {
      this.#earlier = sinceMs < 2 * spanMs ? this.#shortest : Number.POSITIVE_INFINITY
      this.#shortest = Number.POSITIVE_INFINITY
      this.#from = nowMs
    }
    this.#shortest = Math.min(this.#shortest, delayMs)
    return delayMs - Math.min(this.#shortest, this.#earlier)
  }
}
