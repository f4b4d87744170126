import type { NumberKey } from './numberOf.ts'

/** The number of keys in a page. Neighbouring keys are in the same page, so the next key is usually near the last one. */
const pageSize = 1_024

type Page<Value> = { readonly values: (Value | undefined)[]; size: number }

/**
 * A map for keys that count up, such as lease ids. Values are stored in pages by the number of their key, because a `Map` would scatter its entries over
 * memory. Keys must be at least 0; they may come in any order and with gaps. Keys that a `number` cannot hold exactly are in a separate map.
 */
export class CountedMap<Value> {
  readonly #pages = new Map<number, Page<Value>>()
  readonly #large = new Map<NumberKey, Value>()
  #size = 0

  get size(): number {
    return this.#size + this.#large.size
  }

  /** Returns the value of a key. Undefined when the map does not have the key. */
  get(key: NumberKey): Value | undefined {
    return typeof key === 'bigint' ? this.#large.get(key) : this.#pages.get(pageOf(key))?.values[key % pageSize]
  }

  /** Sets the value of a key and replaces an earlier value. */
  set(key: NumberKey, value: Value): void {
    if (typeof key === 'bigint') this.#large.set(key, value)
    else this.#put(this.#pages.get(pageOf(key)) ?? this.#newPage(pageOf(key)), key, value)
  }

  /** Removes a key. Does nothing when the map does not have it. */
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

  /** Yields every value, page by page. The map must not change during the iteration. */
  *values(): IterableIterator<Value> {
    for (const [, value] of this) yield value
  }

  /** Yields every key with its value. The map must not change during the iteration. */
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
