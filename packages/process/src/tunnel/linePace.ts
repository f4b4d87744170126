const mebibyte = 1024 * 1024
const leastBytes = mebibyte / 16
const firstBytes = 4 * mebibyte
/**
 * Maximum number of bytes on their way, which fills a connection of 1 Gbit/s with a round trip of 100 ms. More would use a whole core at either end, and
 * keystrokes need cores too.
 */
export const mostOnWayBytes = 12 * mebibyte
/** In one round trip, up to `sendingGain` × `limitBytes` bytes of bulk data may be sent. They are spread evenly, because bursts would delay keystrokes. */
const sendingGain = 1.25
/**
 * Limits of the queue in the connection, as milliseconds that the queue adds to the round trip. If it adds more than `mostQueueMs`, `limitBytes` shrinks so far
 * that the queue adds about `leftQueueMs`.
 */
const mostQueueMs = 12
const leftQueueMs = 8
/**
 * One growth of `limitBytes` may make the connection's queue longer by at most this many milliseconds. Until the first queue was measured, the limit doubles
 * instead.
 */
const stepMs = 15
const mostGrowth = 2
/** Number of round trips in one group. Only the shortest of them counts: one late answer may come from a radio connection, but a queue delays all answers. */
const answersPerLook = 8
const leastShrink = 0.25
/** A round trip counts only if the bytes on their way exceeded the limit by no more than this: one frame of each of two streams that start together. */
const toleranceBytes = 128 * 1024
/**
 * After this many groups of round trips, one group (a probe) is measured with fewer bytes on their way. The queue is then empty, so the probe shows the round
 * trip of the connection itself. The shortest of the last three probes counts.
 */
const looksPerProbe = 40
const probeShare = 0.6
const probesKept = 3

/** The state when the ping of a round trip is sent: the bytes on their way, and the value of the getter `step` of `LinePace`. */
export type Asked = { onWayBytes: number; step: number }

/**
 * Limits the bytes of bulk data that are on their way in a connection. More bytes than the connection carries would only fill buffers, in which keystrokes then
 * wait. The limit may change after each group of eight round trips. If even the shortest round trip of the group is more than 12 ms longer than the round trip
 * of the empty connection, the limit shrinks. Otherwise the limit grows, if it was used. It doubles until it shrinks for the first time; after that it grows by
 * the bytes of 15 ms. About every 40 groups, one group measures the connection with fewer bytes on their way. The limit is between 64 KiB and 12 MiB.
 */
export class LinePace {
  #limitBytes = firstBytes
  /** The round trip of the connection without a queue, in ms: the shortest of the last probes, or of a later measurement that was even shorter. */
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

  /** The rate at which bulk data may be sent, in bytes per ms. It is unlimited before the first measurement. */
  get bytesPerMs(): number {
    return (this.limitBytes / this.#ownMs) * sendingGain || Number.POSITIVE_INFINITY
  }

  /**
   * The number of the current group of eight round trips, after each of which the limit may change. Store it when the ping of a round trip is sent, for
   * `Asked`.
   */
  get step(): number {
    return this.#step
  }

  /**
   * Adds one measured round trip. `onWayBytes` are the bytes that were on their way when its ping was sent, and `step` is the value of the getter `step` at
   * that time. Every round trip can lower the shortest known one. For the current group, it counts only if `step` is still the same and `onWayBytes` was not
   * too far above the limit.
   */
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
