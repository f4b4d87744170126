import type { AskRecord } from '../book/askRecord.ts'
import { comesFirstByValue } from './value.ts'

/** Asks by value, the best first, sorted only as far as they are read: a bid seldom looks beyond the first few. */
export class ValueHeap {
  readonly #asks: AskRecord[]

  constructor(asks: AskRecord[]) {
    this.#asks = asks
    for (let at = (asks.length >> 1) - 1; at >= 0; at -= 1) this.#sink(at)
  }

  /** The next best ask, or undefined when all are read. */
  next(): AskRecord | undefined {
    const asks = this.#asks
    const top = asks[0]
    const last = asks.pop()
    if (top === undefined || last === undefined || asks.length === 0) return top
    asks[0] = last
    this.#sink(0)
    return top
  }

  #sink(from: number): void {
    const asks = this.#asks
    const record = asks[from] as AskRecord
    let at = from
    for (;;) {
      let child = 2 * at + 1
      if (child >= asks.length) break
      if (child + 1 < asks.length && comesFirstByValue(asks[child + 1] as AskRecord, asks[child] as AskRecord)) child += 1
      if (!comesFirstByValue(asks[child] as AskRecord, record)) break
      asks[at] = asks[child] as AskRecord
      at = child
    }
    asks[at] = record
  }
}
