const mebibyte = 1024 * 1024
const leastBytes = mebibyte / 16
const firstBytes = 8 * mebibyte
const mostBytes = 32 * mebibyte
/** What the queue of a connection may add to its round trip; a keystroke waits as long. */
const mostQueueMs = 12
/** Answers that make a look: the shortest of them counts. One that comes late is a radio that hiccups; a queue makes all of them late. */
const answersPerLook = 5
/** How far one look may take the limit back, and forward. */
const leastShrink = 0.7
const growth = 1.15
/** One look in so many is taken with less on its way, so that the queue is gone and the line's own round trip is seen. */
const looksPerProbe = 20
const probeShare = 0.6

/**
 * How much bulk may be on its way in a connection, so that it is fast and its queue stays short: whoever has more on its way than the line
 * carries only fills buffers, and keystrokes wait behind. Learns from round trips: when even the shortest of five is 12 ms longer than the
 * line's own, there is a queue, and the limit shrinks; else it grows while it is used. Every hundredth answer or so the line's own is measured
 * anew, as CoDel and BBR do: a line may have become longer, and a queue that stays would pass for distance. Between 64 KiB and 32 MiB.
 */
export class LinePace {
  #limitBytes = firstBytes
  /** The line's own round trip, as it was seen last. */
  #ownMs = Number.POSITIVE_INFINITY
  #shortestMs = Number.POSITIVE_INFINITY
  #answers = 0
  #looks = 0
  #isUsed = true
  #isProbing = false

  get limitBytes(): number {
    return this.#isProbing ? this.#limitBytes * probeShare : this.#limitBytes
  }

  /** Takes one round trip that was measured while so much was on its way. */
  heard({ roundTripMs, onWayBytes }: { roundTripMs: number; onWayBytes: number }): void {
    this.#ownMs = Math.min(this.#ownMs, roundTripMs)
    this.#shortestMs = Math.min(this.#shortestMs, roundTripMs)
    this.#isUsed &&= onWayBytes > this.limitBytes * 0.75
    this.#answers += 1
    if (this.#answers < answersPerLook) return
    this.#look(onWayBytes)
    this.#answers = 0
    this.#shortestMs = Number.POSITIVE_INFINITY
    this.#isUsed = true
  }

  #look(onWayBytes: number): void {
    this.#looks += 1
    if (this.#isProbing) {
      this.#isProbing = false
      this.#ownMs = this.#shortestMs
      return
    }
    const wantedMs = this.#ownMs + mostQueueMs
    if (this.#looks % looksPerProbe === 0) this.#isProbing = true
    else if (this.#shortestMs > wantedMs)
      this.#limitBytes = Math.max(leastBytes, Math.min(this.#limitBytes, onWayBytes) * Math.max(leastShrink, wantedMs / this.#shortestMs))
    else if (this.#isUsed) this.#limitBytes = Math.min(mostBytes, this.#limitBytes * growth)
  }
}
