import { assert } from '@infinitio/domain'
import type { ReservedHours } from '../events/bookEvent.ts'

const none: number[] = []

/**
 * GPUs taken in each calendar hour of a node, as runs: `[hour, gpus, hour, gpus, …]`, from each hour on so many are taken, and none after the last, which says 0. Two runs in a row never
 * say the same. A node has a few leases at a time, so it is read and kept in a few numbers that stand together; a byte for each hour would be looked at hour by hour.
 */
export class HourCounts {
  /** First hour that is taken, and the first after all that are; 0 while none is. */
  from = 0
  to = 0
  #runs = none

  /** GPUs taken in an hour. */
  get(hour: number): number {
    return hour >= this.from && hour < this.to ? (this.#runs[this.#runOf(hour) + 1] as number) : 0
  }

  /** Most GPUs taken in an hour of a range. */
  mostIn(fromHour: number, toHour: number): number {
    if (fromHour >= this.to || toHour <= this.from || fromHour >= toHour) return 0
    const runs = this.#runs
    let most = 0
    for (let at = Math.max(0, this.#runOf(fromHour)); at < runs.length && (runs[at] as number) < toHour; at += 2)
      if ((runs[at + 1] as number) > most) most = runs[at + 1] as number
    return most
  }

  /** The last hour of a range in which more than so many GPUs are taken; null when there is none. */
  lastAbove(fromHour: number, toHour: number, gpus: number): number | null {
    const runs = this.#runs
    let end = Math.min(toHour, this.to)
    for (let at = this.#runOf(end - 1); at >= 0 && end > fromHour; at -= 2) {
      if ((runs[at + 1] as number) > gpus) return end - 1
      end = runs[at] as number
    }
    return null
  }

  /** Changes every hour of a range by some GPUs. Asserts that no count goes below 0 or above a byte. */
  change({ fromHour, toHour }: ReservedHours, gpus: number): void {
    if (fromHour >= toHour) return
    assert(this !== noHours, 'hours that nodes share are not changed')
    if (this.#runs.length === 0) {
      assert(gpus > 0 && gpus < 256, 'only hours that were taken are given back')
      this.#runs = [fromHour, gpus, toHour, 0]
    } else if (this.#isAll(fromHour, toHour, -gpus)) this.#runs = none
    else {
      const first = this.#cut(fromHour)
      const end = this.#cut(toHour)
      const runs = this.#runs
      for (let at = first; at < end; at += 2) {
        const count = (runs[at + 1] as number) + gpus
        assert(count >= 0 && count < 256, 'only hours that were taken are given back')
        runs[at + 1] = count
      }
      // The later one first: joining moves what stands behind.
      this.#join(end)
      this.#join(first)
    }
    this.#noteSpan()
  }

  /** Forgets the hours before `horizon`. */
  forget(horizon: number): void {
    if (horizon <= this.from) return
    if (horizon >= this.to) this.#runs = none
    else {
      const first = this.#cut(horizon)
      this.#runs = this.#runs.slice(first)
      this.#join(0)
    }
    this.#noteSpan()
  }

  /** Hours with a count and their counts, from an hour on, earliest first. */
  *since(first: number): IterableIterator<[hour: number, gpus: number]> {
    for (let hour = Math.max(first, this.from); hour < this.to; hour += 1) if (this.get(hour) > 0) yield [hour, this.get(hour)]
  }

  /** Hours from which on another number is taken than in the hour before, after a given one, earliest first. */
  *stepsAfter(hour: number): IterableIterator<number> {
    for (let at = this.#runOf(hour) + 2; at < this.#runs.length; at += 2) yield this.#runs[at] as number
  }

  /** Place of the run that an hour is in; -2 when it is before the first. */
  #runOf(hour: number): number {
    const runs = this.#runs
    let low = 0
    let high = runs.length >> 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((runs[2 * middle] as number) <= hour) low = middle + 1
      else high = middle
    }
    return 2 * (low - 1)
  }

  /** Place of the run that begins with an hour, made where there is none. */
  #cut(hour: number): number {
    const runs = this.#runs
    const before = this.#runOf(hour)
    if (before >= 0 && runs[before] === hour) return before
    const place = before + 2
    const count = before < 0 ? 0 : (runs[before + 1] as number)
    runs.push(0, 0)
    for (let at = runs.length - 1; at >= place + 2; at -= 1) runs[at] = runs[at - 2] as number
    runs[place] = hour
    runs[place + 1] = count
    return place
  }

  /** Lets a run go on in the one before it when both say the same. */
  #join(place: number): void {
    const runs = this.#runs
    if (place >= runs.length || runs[place + 1] !== (place === 0 ? 0 : runs[place - 1])) return
    for (let at = place; at < runs.length - 2; at += 1) runs[at] = runs[at + 2] as number
    runs.pop()
    runs.pop()
  }

  /** True when a range is all that is taken, by so many GPUs: a match that settles gives back what it set aside. */
  #isAll(fromHour: number, toHour: number, gpus: number): boolean {
    const runs = this.#runs
    return runs.length === 4 && runs[0] === fromHour && runs[1] === gpus && runs[2] === toHour
  }

  #noteSpan(): void {
    const runs = this.#runs
    if (runs.length === 0) this.#runs = none
    this.from = runs[0] ?? 0
    this.to = runs[runs.length - 2] ?? 0
  }
}

/** Of nodes of which no hour was ever taken: shared, so that most searches read it and nothing of their own. It is never changed. */
export const noHours = new HourCounts()
