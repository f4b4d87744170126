const mebibyte = 1024 * 1024
const leastBytes = mebibyte / 8
const firstBytes = 8 * mebibyte
const mostBytes = 32 * mebibyte
/** What the queue of a connection may add to its round trip; a keystroke waits as long. */
const mostQueueMs = 12
/** How far one answer may take the limit back, and forward. */
const leastShrink = 0.7
const growth = 1.1
/** How fast the shortest round trip is forgotten, an answer: a line may have become longer. */
const forget = 1.0005

/**
 * How much bulk may be on its way in a connection, so that it is fast and its queue stays short: whoever has more on its way than the line
 * carries only fills buffers, and keystrokes wait behind. Learns from round trips: one that is 12 ms longer than the shortest means a queue,
 * and the limit shrinks; else it grows while it is used. Between 128 KiB and 32 MiB.
 */
export class LinePace {
  #limitBytes = firstBytes
  #shortestMs = Number.POSITIVE_INFINITY

  get limitBytes(): number {
    return this.#limitBytes
  }

  /** Takes one round trip that was measured while so much was on its way. */
  heard({ roundTripMs, onWayBytes }: { roundTripMs: number; onWayBytes: number }): void {
    this.#shortestMs = Math.min(this.#shortestMs * forget, roundTripMs)
    const wantedMs = this.#shortestMs + mostQueueMs
    if (roundTripMs > wantedMs) {
      const less = Math.min(this.#limitBytes, onWayBytes) * Math.max(leastShrink, wantedMs / roundTripMs)
      this.#limitBytes = Math.max(leastBytes, less)
    } else if (onWayBytes > this.#limitBytes * 0.75) {
      this.#limitBytes = Math.min(mostBytes, this.#limitBytes * growth)
    }
  }
}
