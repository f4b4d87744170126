import type { AskRecord } from '../book/askRecord.ts'
import { meritOf } from '../book/nodeRecord.ts'
import { comesBefore } from '../book/ranked.ts'
import type { AskMerge } from './askMerge.ts'
import type { BidRecord } from '../book/bidRecord.ts'
import { isWithinPrice, nodeMisfit } from './offer.ts'

/**
 * Reads asks by value, best first, only as far as needed. The merge sorts by the best value that an ask of each book could have. A read ask is the best one as
 * soon as no unread ask can be better. `merge` has the lists, each with its book's highest merit as divisor.
 */
export class ValueSearch {
  readonly #bid: BidRecord
  readonly #merge: AskMerge
  /** Asks that were read but not returned yet: a heap, best first. */
  readonly #read: AskRecord[] = []

  constructor(bid: BidRecord, merge: AskMerge) {
    this.#bid = bid
    this.#merge = merge
  }

  /** Returns the next best ask; undefined when all are read. */
  next(): AskRecord | undefined {
    for (;;) {
      const best = this.#read[0]
      if (best !== undefined && this.#isBeforeUnread(best)) return this.#take()
      const record = this.#merge.next()
      if (record === undefined) return this.#take()
      if (isWithinPrice(this.#bid, record) && nodeMisfit(this.#bid, record.node) === null) this.#add(record)
    }
  }

  #isBeforeUnread(best: AskRecord): boolean {
    const { head, rank } = this.#merge
    if (head === undefined) return true
    const merit = meritOf(best.node)
    // Compares as numbers if the values differ enough; otherwise reads the next asks.
    if (merit > 0) return (best.rank / merit) * (1 + 1e-9) < rank
    return rank === Number.POSITIVE_INFINITY && comesBefore(best, head)
  }

  #add(record: AskRecord): void {
    const read = this.#read
    let at = read.length
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!comesFirstByValue(record, read[parent] as AskRecord)) break
      read[at] = read[parent] as AskRecord
      at = parent
    }
    read[at] = record
  }

  #take(): AskRecord | undefined {
    const read = this.#read
    const best = read[0]
    const last = read.pop()
    if (best === undefined || last === undefined || read.length === 0) return best
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= read.length) break
      if (child + 1 < read.length && comesFirstByValue(read[child + 1] as AskRecord, read[child] as AskRecord)) child += 1
      if (!comesFirstByValue(read[child] as AskRecord, last)) break
      read[at] = read[child] as AskRecord
      at = child
    }
    read[at] = last
    return best
  }
}

/** Returns true if an ask has a lower price ÷ (score × reliability) than another. When both are equal or unknown, the cheaper or older ask comes first. */
function comesFirstByValue(one: AskRecord, other: AskRecord): boolean {
  const merit = meritOf(one.node)
  const otherMerit = meritOf(other.node)
  if (merit === 0 || otherMerit === 0) return merit === otherMerit ? comesBefore(one, other) : merit > 0
  const [value, otherValue] = [one.rank / merit, other.rank / otherMerit]
  // If the values differ enough, compares them as numbers, otherwise exactly.
  if (Math.abs(value - otherValue) > 1e-9 * value) return value < otherValue
  const [left, right] = [one.price * BigInt(otherMerit), other.price * BigInt(merit)]
  return left === right ? comesBefore(one, other) : left < right
}
