import type { NumberKey } from './numberKey.ts'

/** Keys of a page: neighbours, so that the next one mostly stands where the last one was put. */
const pageSize = 1_024

type Page<Value> = { readonly values: (Value | undefined)[]; size: number }

/**
 * A map whose keys are counted up, as leases are on the chain: they stand in pages by their number, where a `Map` reads and moves entries anywhere in memory. Keys are not below 0, and
 * may come in any order and with any gaps; those that no number holds exactly stand in a map of their own.
 */
export class CountedMap<Value> {
  readonly #pages = new Map<number, Page<Value>>()
  readonly #large = new Map<NumberKey, Value>()
  #size = 0

  get size(): number {
    return this.#size + this.#large.size
  }

  /** The value of a key. Undefined when there is none. */
  get(key: NumberKey): Value | undefined {
    return typeof key === 'bigint' ? this.#large.get(key) : this.#pages.get(pageOf(key))?.values[key % pageSize]
  }

  /** Puts a value in, in the place of the one that had its key. */
  set(key: NumberKey, value: Value): void {
    if (typeof key === 'bigint') this.#large.set(key, value)
    else this.#put(this.#pages.get(pageOf(key)) ?? this.#newPage(pageOf(key)), key, value)
  }

  /** Takes a key out; nothing happens when it is not in. */
  delete(key: NumberKey): void {
    if (typeof key === 'bigint') {
      this.#large.delete(key)
      return
    }
    const page = this.#pages.get(pageOf(key))
    if (page === undefined) return
    this.#put(page, key, undefined)
    if (page.size === 0) this.#pages.delete(pageOf(key))
  }

  /** Every value, page by page. None may be put in or taken out meanwhile. */
  *values(): IterableIterator<Value> {
    for (const [, value] of this) yield value
  }

  /** Every key with its value, by the same rule. */
  *[Symbol.iterator](): IterableIterator<[NumberKey, Value]> {
    for (const [number, { values }] of this.#pages)
      for (const [place, value] of values.entries()) if (value !== undefined) yield [(number * pageSize + place) as NumberKey, value]
    yield* this.#large
  }

  #put(page: Page<Value>, key: number, value: Value | undefined): void {
    const place = key % pageSize
    const more = Number(value !== undefined) - Number(page.values[place] !== undefined)
    page.values[place] = value
    page.size += more
    this.#size += more
  }

  #newPage(number: number): Page<Value> {
    const page: Page<Value> = { values: new Array<Value | undefined>(pageSize), size: 0 }
    this.#pages.set(number, page)
    return page
  }
}

function pageOf(key: number): number {
  return Math.floor(key / pageSize)
}
