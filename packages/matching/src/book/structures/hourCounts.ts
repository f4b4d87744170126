import { assert } from '@infinitio/domain'
import type { ReservedHours } from '../../events/bookEvent.ts'

const none: number[] = []

/**
 * The number of a node's GPUs that are taken in each hour. It is stored as runs of hours with the same number: `[hour, gpus, hour, gpus, …]`. Each pair has the
 * first hour of a run and the run's number; the last pair has the number 0. A node has few leases at a time, so this is smaller than one byte for each hour. A
 * single run is stored as `from`, `to` and its number, without a list.
 */
export class HourCounts {
  /** The first taken hour, and the first hour after all taken ones; 0 when no hour is taken. */
  from = 0
  to = 0
  /** The number of GPUs in the only run; 0 if there is no run, or if there are several. */
  #only = 0
  #runs = none

  /** Returns the number of GPUs that are taken in an hour. */
  get(hour: number): number {
    if (hour < this.from || hour >= this.to) return 0
    return this.#only > 0 ? this.#only : (this.#runs[this.#runOf(hour) + 1] as number)
  }

  /** Returns the highest count of GPUs taken in an hour of a range. */
  mostIn(fromHour: number, toHour: number): number {
    if (fromHour >= this.to || toHour <= this.from || fromHour >= toHour) return 0
    if (this.#only > 0) return this.#only
    const runs = this.#runs
    let most = 0
    for (let at = Math.max(0, this.#runOf(fromHour)); at < runs.length && (runs[at] as number) < toHour; at += 2)
      if ((runs[at + 1] as number) > most) most = runs[at + 1] as number
    return most
  }

  /** Returns the last hour of a range in which more than `gpus` are taken, or null if there is none. */
  lastAbove(fromHour: number, toHour: number, gpus: number): number | null {
    let end = Math.min(toHour, this.to)
    if (this.#only > 0) return this.#only > gpus && end > Math.max(fromHour, this.from) ? end - 1 : null
    const runs = this.#runs
    for (let at = this.#runOf(end - 1); at >= 0 && end > fromHour; at -= 2) {
      if ((runs[at + 1] as number) > gpus) return end - 1
      end = runs[at] as number
    }
    return null
  }

  /** Adds `gpus` to the count of every hour of a range. A negative number frees GPUs. Asserts that each count stays between 0 and 255. */
  change({ fromHour, toHour }: ReservedHours, gpus: number): void {
    if (fromHour >= toHour) return
    assert(this !== noHours, 'hours that nodes share are not changed')
    if (this.to === 0 || this.#isAll(fromHour, toHour)) this.#changeOnly(fromHour, toHour, gpus)
    else this.#changeRuns(fromHour, toHour, gpus)
  }

  /** Deletes the counts of all hours before `horizon`, the first hour that the book still counts. */
  forget(horizon: number): void {
    if (horizon <= this.from) return
    if (horizon >= this.to) this.#clear()
    else if (this.#only > 0) this.from = horizon
    else {
      const first = this.#cut(horizon)
      this.#runs = this.#runs.slice(first)
      this.#join(0)
      this.#noteSpan()
    }
  }

  /** Yields the taken hours with their counts, earliest first, from `first` on. */
  *since(first: number): IterableIterator<[hour: number, gpus: number]> {
    for (let hour = Math.max(first, this.from); hour < this.to; hour += 1) if (this.get(hour) > 0) yield [hour, this.get(hour)]
  }

  /** Yields the hours after `hour` at which the count changes, earliest first. */
  *stepsAfter(hour: number): IterableIterator<number> {
    if (this.#only > 0) for (const step of [this.from, this.to]) if (step > hour) yield step
    for (let at = this.#runOf(hour) + 2; at < this.#runs.length; at += 2) yield this.#runs[at] as number
  }

  /** Returns true if the range equals the only run. This is frequent: a match that settles frees exactly the range that it reserved. */
  #isAll(fromHour: number, toHour: number): boolean {
    return this.#only > 0 && this.from === fromHour && this.to === toHour
  }

  /**
   * Changes the count of the only run (a range of hours with the same count). The caller has checked that the range is this run, or that there is no run yet.
   */
  #changeOnly(fromHour: number, toHour: number, gpus: number): void {
    const count = this.#only + gpus
    assert(count >= 0 && count < 256, 'only hours that were taken are given back')
    if (count === 0) this.#clear()
    else {
      this.from = fromHour
      this.to = toHour
      this.#only = count
    }
  }

  #changeRuns(fromHour: number, toHour: number, gpus: number): void {
    if (this.#only > 0) this.#runs = [this.from, this.#only, this.to, 0]
    this.#only = 0
    const first = this.#cut(fromHour)
    const end = this.#cut(toHour)
    const runs = this.#runs
    for (let at = first; at < end; at += 2) {
      const count = (runs[at + 1] as number) + gpus
      assert(count >= 0 && count < 256, 'only hours that were taken are given back')
      runs[at + 1] = count
    }
    // Join the later run first, because a join changes the indexes of the runs after it.
    this.#join(end)
    this.#join(first)
    this.#noteSpan()
  }

  #clear(): void {
    this.from = 0
    this.to = 0
    this.#only = 0
    this.#runs = none
  }

  /** Returns the index of the run that contains an hour; -2 when the hour is before the first run. */
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

  /** Returns the index of the run that begins at an hour. Creates the run if it is missing. */
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

  /** Joins a run of hours with the run before it when both have the same count. */
  #join(place: number): void {
    const runs = this.#runs
    if (place >= runs.length || runs[place + 1] !== (place === 0 ? 0 : runs[place - 1])) return
    for (let at = place; at < runs.length - 2; at += 1) runs[at] = runs[at + 2] as number
    runs.pop()
    runs.pop()
  }

  /** Updates `from` and `to`. A single run is stored without a list. */
  #noteSpan(): void {
    const runs = this.#runs
    this.from = runs[0] ?? 0
    this.to = runs[runs.length - 2] ?? 0
    if (runs.length > 4) return
    this.#only = runs[1] ?? 0
    this.#runs = none
  }
}

/** Shared by all nodes without a taken hour, to save memory. It never changes. */
export const noHours = new HourCounts()
