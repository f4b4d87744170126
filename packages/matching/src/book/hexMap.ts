/** Characters of a key that its tag is made of: eight from its end, and four after `0x`. An id is a hash, so any of them will do. */
const fromEnd = 8
const fromStart = 4

/**
 * A map whose keys are ids in hex (of accounts, nodes, orders), in the order in which they came, as a `Map` has them. It asks less of memory than
 * a `Map` with such keys: where a key stands and a tag of 32 bits are side by side in one table, so a key that is not there is mostly known after one
 * look, and a key that is there after reading itself once. Who wants many keys with one tag has to search 2^32 ids for each.
 */
export class HexMap<Key extends string, Value> {
  /** Pairs: place of the key, counted from 1, 0 where nothing stands; and its tag. A key stands at its tag or, where others stand, next after them. */
  #table = new Int32Array(32)
  #mask = 15
  #keys: (Key | undefined)[] = []
  #values: (Value | undefined)[] = []
  size = 0

  /** The value of a key. Undefined when there is none. */
  get(key: Key): Value | undefined {
    const at = this.#find(key, tagOf(key))
    return at < 0 ? undefined : this.#values[(this.#table[2 * at] as number) - 1]
  }

  /** True when the key is in. */
  has(key: Key): boolean {
    return this.#find(key, tagOf(key)) >= 0
  }

  /** Puts a value in, in the place of the one that had its key. */
  set(key: Key, value: Value): void {
    const tag = tagOf(key)
    const known = this.#find(key, tag)
    if (known >= 0) {
      this.#values[(this.#table[2 * known] as number) - 1] = value
      return
    }
    this.#keys.push(key)
    this.#values.push(value)
    this.size += 1
    this.#put(~known, this.#keys.length, tag)
    if (this.#keys.length * 2 > this.#mask) this.#makeRoom()
  }

  /** Takes a key out. False when it was not in. */
  delete(key: Key): boolean {
    const at = this.#find(key, tagOf(key))
    if (at < 0) return false
    const place = (this.#table[2 * at] as number) - 1
    this.#keys[place] = undefined
    this.#values[place] = undefined
    this.size -= 1
    this.#close(at)
    return true
  }

  /** Every key. Keys may be taken out meanwhile; none may be put in. */
  *keys(): IterableIterator<Key> {
    for (const key of this.#keys) if (key !== undefined) yield key
  }

  /** Every value, by the same rule. */
  *values(): IterableIterator<Value> {
    for (const [, value] of this) yield value
  }

  /** Every key with its value, by the same rule. */
  *[Symbol.iterator](): IterableIterator<[Key, Value]> {
    for (let place = 0; place < this.#keys.length; place += 1) {
      const key = this.#keys[place]
      if (key !== undefined) yield [key, this.#values[place] as Value]
    }
  }

  /** Where a key stands in the table; where it would stand, with its bits turned, when it is not in. */
  #find(key: Key, tag: number): number {
    const table = this.#table
    const mask = this.#mask
    for (let at = tag & mask; ; at = (at + 1) & mask) {
      const place = table[2 * at] as number
      if (place === 0) return ~at
      if (table[2 * at + 1] === tag && this.#keys[place - 1] === key) return at
    }
  }

  #put(at: number, place: number, tag: number): void {
    this.#table[2 * at] = place
    this.#table[2 * at + 1] = tag
  }

  /** Empties a place of the table, and lets those after it that stood further from their tag than they need to move up. */
  #close(from: number): void {
    const table = this.#table
    const mask = this.#mask
    let hole = from
    for (let at = (hole + 1) & mask; table[2 * at] !== 0; at = (at + 1) & mask) {
      const tag = table[2 * at + 1] as number
      if (((at - tag) & mask) < ((at - hole) & mask)) continue
      this.#put(hole, table[2 * at] as number, tag)
      hole = at
    }
    this.#put(hole, 0, 0)
  }

  /** Moves the keys that are left together, and makes a table of at least three times as many places. No key is read for it. */
  #makeRoom(): void {
    const old = this.#table
    const moved = this.#moveTogether()
    let places = 16
    while (places <= this.size * 3) places *= 2
    this.#table = new Int32Array(2 * places)
    this.#mask = places - 1
    for (let at = 0; at < old.length; at += 2) {
      const place = old[at] as number
      const tag = old[at + 1] as number
      if (place !== 0) this.#put(this.#emptyFor(tag), moved[place] as number, tag)
    }
  }

  /** Closes the gaps of keys that were taken out. Returns the new place of each old one, counted from 1. */
  #moveTogether(): Int32Array {
    const keys = this.#keys
    const values = this.#values
    const moved = new Int32Array(keys.length + 1)
    let next = 0
    for (let place = 0; place < keys.length; place += 1) {
      if (keys[place] === undefined) continue
      keys[next] = keys[place]
      values[next] = values[place]
      next += 1
      moved[place + 1] = next
    }
    keys.length = next
    values.length = next
    return moved
  }

  #emptyFor(tag: number): number {
    let at = tag & this.#mask
    while (this.#table[2 * at] !== 0) at = (at + 1) & this.#mask
    return at
  }
}

function tagOf(key: string): number {
  const { length } = key
  let tag = length
  for (let at = length - fromEnd; at < length; at += 1) tag = Math.imul(tag ^ key.charCodeAt(at), 0x0100_0193)
  for (let at = 2; at < 2 + fromStart; at += 1) tag = Math.imul(tag ^ key.charCodeAt(at), 0x0100_0193)
  tag ^= tag >>> 15
  tag = Math.imul(tag, 0x85eb_ca6b)
  return tag ^ (tag >>> 13)
}
