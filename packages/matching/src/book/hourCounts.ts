import { assert } from '@infinitio/domain'
import type { ReservedHours } from '../events/bookEvent.ts'

const none = new Uint8Array(1)

/**
 * GPUs taken in each calendar hour of a node: a ring of bytes that grows with the span between the first and the last hour taken (a lease ends
 * within 28 days, history is kept for one and forgotten once a day).
 */
export class HourCounts {
  /** First hour that may have a count, and the first after all that may; equal while nothing was ever taken. */
  from = 0
  to = 0
  #ring = none

  /** GPUs taken in an hour. */
  get(hour: number): number {
    return hour >= this.from && hour < this.to ? (this.#ring[hour & (this.#ring.length - 1)] as number) : 0
  }

  /** Changes every hour of a range by some GPUs. Asserts that no count goes below 0 or above a byte. */
  change({ fromHour, toHour }: ReservedHours, gpus: number): void {
    if (fromHour >= toHour) return
    this.#reach(fromHour, toHour)
    const ring = this.#ring
    const mask = ring.length - 1
    for (let hour = fromHour; hour < toHour; hour += 1) {
      const count = (ring[hour & mask] as number) + gpus
      assert(count >= 0 && count < 256, 'only hours that were taken are given back')
      ring[hour & mask] = count
    }
  }

  /** Forgets the hours before `horizon`. */
  forget(horizon: number): void {
    const until = Math.min(horizon, this.to)
    for (; this.from < until; this.from += 1) this.#ring[this.from & (this.#ring.length - 1)] = 0
    if (this.from >= this.to) this.#clear()
  }

  /** Hours with a count and their counts, from an hour on, earliest first. */
  *since(first: number): IterableIterator<[hour: number, gpus: number]> {
    for (let hour = Math.max(first, this.from); hour < this.to; hour += 1) if (this.get(hour) > 0) yield [hour, this.get(hour)]
  }

  #reach(fromHour: number, toHour: number): void {
    const isEmpty = this.from === this.to
    const from = isEmpty ? fromHour : Math.min(this.from, fromHour)
    const to = isEmpty ? toHour : Math.max(this.to, toHour)
    if (to - from > this.#ring.length || this.#ring === none) {
      const wider = new Uint8Array(Math.max(32, 2 ** Math.ceil(Math.log2(to - from))))
      for (let hour = this.from; hour < this.to; hour += 1) wider[hour & (wider.length - 1)] = this.get(hour)
      this.#ring = wider
    }
    this.from = from
    this.to = to
  }

  #clear(): void {
    this.from = 0
    this.to = 0
    this.#ring = none
  }
}
