const mebibyte = 1024 * 1024
const leastBytes = mebibyte / 16
const firstBytes = 4 * mebibyte
/**
 * Maximum number of bytes on their way, which fills a connection of 1 Gbit/s with a round trip of 100 ms. More would use a whole core at either end, and
 * keystrokes need cores too.
 */
export const mostOnWayBytes = 12 * mebibyte
/** Factor by which bulk data is sent faster than `limitBytes` in a round trip. The data is spread evenly, because bursts would delay keystrokes. */
const sendingGain = 1.25
/** Milliseconds that the connection's queue may add to the round trip. Above the first value, the limit shrinks so far that the queue adds about the second. */
const mostQueueMs = 12
const leftQueueMs = 8
/** Milliseconds by which one growth of the limit may lengthen the connection's queue. Before the first queue, the limit doubles. */
const stepMs = 15
const mostGrowth = 2
/** Number of ping answers in one measurement; the shortest round trip counts. A single late answer may be a radio delay, but a queue delays all of them. */
const answersPerLook = 8
const leastShrink = 0.25
/** Bytes by which the bytes on their way may exceed the limit in a valid measurement: one frame of each of two streams that start together. */
const toleranceBytes = 128 * 1024
/**
 * After this many measurements, one is made with fewer bytes on their way. The queue is then empty, and the connection's own round trip is visible. The
 * shortest of the last three such measurements counts.
 */
const looksPerProbe = 40
const probeShare = 0.6
const probesKept = 3

/** The state when a measurement of the round trip began: bytes on their way, and the number of the limit. */
export type Asked = { onWayBytes: number; step: number }

/**
 * Limits the bulk on its way in a connection, so that it is fast and its queue is short. More bytes than the line carries only fill buffers, and keystrokes
 * wait behind them. The limit adapts to round trips. If even the shortest of eight is 12 ms longer than the line's own, the surplus is in a queue, and the
 * limit shrinks by that share. Otherwise a used limit grows: first by doubling, then by the bytes of 15 ms. Only measurements that began after the last change
 * count, so one queue shrinks the limit once. Every fortieth measurement measures the line's own round trip again, as CoDel and BBR do: the line may be longer
 * now, and a permanent queue would look like distance. The limit is between 64 KiB and 12 MiB.
 */
export class LinePace {
  #limitBytes = firstBytes
  /** The round trip of the connection without a queue, in ms: the shortest of the last probes, or a later shorter one. */
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

  /** The rate at which bulk may be sent, in bytes per ms; unlimited before the first measurement. */
  get bytesPerMs(): number {
    return (this.limitBytes / this.#ownMs) * sendingGain || Number.POSITIVE_INFINITY
  }

  /** Number of the current limit, which counts its changes. Store it when a measurement begins. */
  get step(): number {
    return this.#step
  }

  /** Adds one round trip, with the bytes on their way when it began. */
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
