const mebibyte = 1024 * 1024
const leastBytes = mebibyte / 16
const firstBytes = 4 * mebibyte
/** What a line of 1 Gbit/s has on its way over 100 ms. More would take a whole core at either end, and keystrokes wait for cores too. */
export const mostOnWayBytes = 12 * mebibyte
/** How much faster than one limit a round trip bulk goes out: the line is filled evenly and not in bursts, behind which keystrokes wait. */
const sendingGain = 1.25
/** What the queue of a connection may add to its round trip before the limit shrinks, and what it is left with then. */
const mostQueueMs = 12
const leftQueueMs = 8
/** What a step forward may add to it. Until there was a first queue the limit doubles. */
const stepMs = 15
const mostGrowth = 2
/** Answers that make a look: the shortest of them counts. One that comes late is a radio that hiccups; a queue makes all of them late. */
const answersPerLook = 8
const leastShrink = 0.25
/** What may be on its way beyond the limit although it holds: a frame of each of two streams that began together. */
const toleranceBytes = 128 * 1024
/** One look in so many is taken with less on its way, so that the queue is gone and the line's own round trip is seen; the shortest of three counts. */
const looksPerProbe = 40
const probeShare = 0.6
const probesKept = 3

/** What was true when a round trip began to be measured. */
export type Asked = { onWayBytes: number; step: number }

/**
 * How much bulk may be on its way in a connection, so that it is fast and its queue stays short: whoever has more on its way than the line
 * carries only fills buffers, and keystrokes wait behind. Learns from round trips: when even the shortest of eight is 12 ms longer than the
 * line's own, the surplus lies in a queue, and the limit shrinks by just that share; else it grows while it is used: first by doubling, then by what 15 ms carry.
 * Only what was asked after the last change held says something about it, so one queue shrinks the limit once. Every fortieth look the line's own round trip
 * is seen anew, as CoDel and BBR do: a line may have become longer, and a queue that stays would pass for distance. Between 64 KiB and 12 MiB.
 */
export class LinePace {
  #limitBytes = firstBytes
  /** The line's own round trip: the shortest of the last probes, or shorter if it was seen since. */
  #ownMs = Number.POSITIVE_INFINITY
  #probesMs: number[] = []
  #shortestMs = Number.POSITIVE_INFINITY
  #answers = 0
  #looks = 0
  #step = 0
  #isUsed = true
  #isProbing = false
  #stepMs = Number.POSITIVE_INFINITY

  get limitBytes(): number {
    return this.#isProbing ? this.#limitBytes * probeShare : this.#limitBytes
  }

  /** How fast bulk may go out, in bytes a millisecond; without a bound while nothing is known of the line. */
  get bytesPerMs(): number {
    return (this.limitBytes / this.#ownMs) * sendingGain || Number.POSITIVE_INFINITY
  }

  /** Names the time between two changes of the limit; to be noted when a measurement begins. */
  get step(): number {
    return this.#step
  }

  /** Takes one round trip, with what was on its way when it began. */
  heard({ roundTripMs, onWayBytes, step }: Asked & { roundTripMs: number }): void {
    this.#ownMs = Math.min(this.#ownMs, roundTripMs)
    if (step !== this.#step || onWayBytes > this.limitBytes + toleranceBytes) return
    this.#shortestMs = Math.min(this.#shortestMs, roundTripMs)
    this.#isUsed &&= onWayBytes > this.limitBytes * 0.75
    this.#answers += 1
    if (this.#answers < answersPerLook) return
    this.#look(onWayBytes)
    this.#answers = 0
    this.#shortestMs = Number.POSITIVE_INFINITY
    this.#isUsed = true
    this.#step += 1
  }

  #look(onWayBytes: number): void {
    this.#looks += 1
    if (this.#isProbing) this.#endProbe()
    else if (this.#looks % looksPerProbe === 0) this.#isProbing = true
    else if (this.#shortestMs > this.#ownMs + mostQueueMs) {
      this.#stepMs = stepMs
      const share = Math.max(leastShrink, (this.#ownMs + leftQueueMs) / this.#shortestMs)
      this.#limitBytes = Math.max(leastBytes, Math.min(this.#limitBytes, onWayBytes) * share)
    } else if (this.#isUsed) {
      this.#limitBytes = Math.min(mostOnWayBytes, this.#limitBytes * Math.min(mostGrowth, 1 + this.#stepMs / this.#ownMs))
    }
  }

  #endProbe(): void {
    this.#isProbing = false
    this.#probesMs = [...this.#probesMs.slice(1 - probesKept), this.#shortestMs]
    this.#ownMs = Math.min(...this.#probesMs)
  }
}
