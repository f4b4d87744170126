import { assert } from '@infinitio/domain'
import type { ReservedHours } from '../events/bookEvent.ts'

const none: number[] = []

/**
 * GPUs taken in each calendar hour of a node, as runs: `[hour, gpus, hour, gpus, …]`, from each hour on so many are taken, and none after the last, which says 0. Two runs in a row never
 * say the same. A node has a few leases at a time, so it is read and kept in a few numbers that stand together; a byte for each hour would be looked at hour by hour. While there is one
 * run alone, as after the first match, it is `from`, `to` and its count, and there is no list.
 */
export class HourCounts {
  /** First hour that is taken, and the first after all that are; 0 while none is. */
  from = 0
  to = 0
  /** What the one run says; 0 where there are none or several. */
  #only = 0
  #runs = none

  /** GPUs taken in an hour. */
  get(hour: number): number {
    if (hour < this.from || hour >= this.to) return 0
    return this.#only > 0 ? this.#only : (this.#runs[this.#runOf(hour) + 1] as number)
  }

  /** Most GPUs taken in an hour of a range. */
  mostIn(fromHour: number, toHour: number): number {
    if (fromHour >= this.to || toHour <= this.from || fromHour >= toHour) return 0
    if (this.#only > 0) return this.#only
    const runs = this.#runs
    let most = 0
    for (let at = Math.max(0, this.#runOf(fromHour)); at < runs.length && (runs[at] as number) < toHour; at += 2)
      if ((runs[at + 1] as number) > most) most = runs[at + 1] as number
    return most
  }

  /** The last hour of a range in which more than so many GPUs are taken; null when there is none. */
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

  /** Changes every hour of a range by some GPUs. Asserts that no count goes below 0 or above a byte. */
  change({ fromHour, toHour }: ReservedHours, gpus: number): void {
    if (fromHour >= toHour) return
    assert(this !== noHours, 'hours that nodes share are not changed')
    if (this.to === 0 || this.#isAll(fromHour, toHour)) this.#changeOnly(fromHour, toHour, gpus)
    else this.#changeRuns(fromHour, toHour, gpus)
  }

  /** Forgets the hours before `horizon`. */
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

  /** Hours with a count and their counts, from an hour on, earliest first. */
  *since(first: number): IterableIterator<[hour: number, gpus: number]> {
    for (let hour = Math.max(first, this.from); hour < this.to; hour += 1) if (this.get(hour) > 0) yield [hour, this.get(hour)]
  }

  /** Hours from which on another number is taken than in the hour before, after a given one, earliest first. */
  *stepsAfter(hour: number): IterableIterator<number> {
    if (this.#only > 0) for (const step of [this.from, this.to]) if (step > hour) yield step
    for (let at = this.#runOf(hour) + 2; at < this.#runs.length; at += 2) yield this.#runs[at] as number
  }

  /** True when a range is the one run: a match that settles gives back what it set aside. */
  #isAll(fromHour: number, toHour: number): boolean {
    return this.#only > 0 && this.from === fromHour && this.to === toHour
  }

  /** Changes the one run, or makes it. */
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
    // The later one first: joining moves what stands behind.
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

  /** One run needs no list; none is no hour at all. */
  #noteSpan(): void {
    const runs = this.#runs
    this.from = runs[0] ?? 0
    this.to = runs[runs.length - 2] ?? 0
    if (runs.length > 4) return
    this.#only = runs[1] ?? 0
    this.#runs = none
  }
}

/** Of nodes of which no hour was ever taken: shared, so that most searches read it and nothing of their own. It is never changed. */
export const noHours = new HourCounts()
