import { assert, type MatchId } from '@infinitio/domain'
import type { MatchRecord } from './matchRecord.ts'

/**
 * Matches by their number. They are made in the order of their numbers, so they stand side by side in it: adding one costs a place in an
 * array, finding one a binary search. Matches that were taken out leave a gap; the rest is moved together when half of it is gaps.
 */
export class MatchesById {
  /** Numbers as floats: those above 2^53 may share one, and are told apart by the match. */
  #numbers = new Float64Array(16)
  #records: (MatchRecord | null)[] = []
  #size = 0

  get size(): number {
    return this.#size
  }

  /** Adds a match. Asserts that its number is above all that were added. */
  add(match: MatchRecord): void {
    const place = this.#records.length
    const number = Number(match.matchId)
    assert(place === 0 || number >= (this.#numbers[place - 1] as number), 'matches are made in the order of their numbers')
    if (place === this.#numbers.length) this.#widen()
    this.#numbers[place] = number
    this.#records.push(match)
    this.#size += 1
  }

  /** The match of a number. Undefined when there is none. */
  get(id: MatchId): MatchRecord | undefined {
    return this.#records[this.#placeOf(id)] ?? undefined
  }

  /** True when there is a match of a number. */
  has(id: MatchId): boolean {
    return this.get(id) !== undefined
  }

  /** Takes a match out; nothing happens when it is not in. */
  delete(id: MatchId): void {
    const place = this.#placeOf(id)
    if (place === -1) return
    this.#records[place] = null
    this.#size -= 1
    if (this.#size * 2 < this.#records.length) this.#moveTogether()
  }

  /** Every match, by number. None may be taken out meanwhile. */
  *values(): IterableIterator<MatchRecord> {
    for (const record of this.#records) if (record !== null) yield record
  }

  /** Every number with its match, by number. None may be taken out meanwhile. */
  *[Symbol.iterator](): IterableIterator<[MatchId, MatchRecord]> {
    for (const record of this.values()) yield [record.matchId, record]
  }

  /** The place of a match that is in; -1 when it is not. */
  #placeOf(id: MatchId): number {
    const number = Number(id)
    let low = 0
    let high = this.#records.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#numbers[middle] as number) < number) low = middle + 1
      else high = middle
    }
    for (let place = low; place < this.#records.length && this.#numbers[place] === number; place += 1)
      if (this.#records[place]?.matchId === id) return place
    return -1
  }

  #moveTogether(): void {
    const left = this.#records.filter((record) => record !== null)
    for (const [place, { matchId }] of left.entries()) this.#numbers[place] = Number(matchId)
    this.#records = left
  }

  #widen(): void {
    const narrow = this.#numbers
    this.#numbers = new Float64Array(narrow.length * 2)
    this.#numbers.set(narrow)
  }
}
