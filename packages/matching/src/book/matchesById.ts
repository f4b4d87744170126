import { assert, type MatchId } from '@infinitio/domain'
import type { MatchRecord } from './records.ts'

/**
 * A map of matches (of asks and bids) by id. Each new id is larger than all earlier ones, so the matches are sorted in arrays: a new match is appended, and a
 * binary search finds a match. A removed match leaves a gap. When more than half of the entries are gaps, the arrays are packed.
 */
export class MatchesById {
  /** The ids as floats. Two ids above 2^53 may have the same float; the ids in the records then distinguish them. */
  #numbers = new Float64Array(16)
  #records: (MatchRecord | null)[] = []
  #size = 0

  get size(): number {
    return this.#size
  }

  /** Adds a match. Asserts that its id, as a float, is not below the last one. */
  add(match: MatchRecord): void {
    const place = this.#records.length
    const number = Number(match.matchId)
    assert(place === 0 || number >= (this.#numbers[place - 1] as number), 'matches are made in the order of their numbers')
    if (place === this.#numbers.length) this.#widen()
    this.#numbers[place] = number
    this.#records.push(match)
    this.#size += 1
  }

  /** Returns the match of an id. Undefined when there is none. */
  get(id: MatchId): MatchRecord | undefined {
    return this.#records[this.#placeOf(id)] ?? undefined
  }

  /** Returns true if there is a match with this id. */
  has(id: MatchId): boolean {
    return this.get(id) !== undefined
  }

  /** Removes a match. Does nothing when there is no such match. */
  delete(id: MatchId): void {
    const place = this.#placeOf(id)
    if (place === -1) return
    this.#records[place] = null
    this.#size -= 1
    if (this.#size * 2 < this.#records.length) this.#moveTogether()
  }

  /** Yields every match, in the order of ids. No match may be removed during the iteration. */
  *values(): IterableIterator<MatchRecord> {
    for (const record of this.#records) if (record !== null) yield record
  }

  /** Yields every id with its match, in the order of ids. No match may be removed during the iteration. */
  *[Symbol.iterator](): IterableIterator<[MatchId, MatchRecord]> {
    for (const record of this.values()) yield [record.matchId, record]
  }

  /** Returns the index of a match, or -1 if there is none. */
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
