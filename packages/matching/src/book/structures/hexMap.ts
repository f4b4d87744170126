/**
 * Characters of a key that form its tag, by which the map finds the key: eight before the end and four after `0x`. An id is a hash, so all its characters are
 * equally random.
 */
const fromEnd = 8
const fromStart = 4

/**
 * A map for keys that are hex ids (of accounts, nodes, orders), in insertion order like a `Map`. It reads less memory than a `Map`: one table has the index of
 * each key next to its tag, a 32-bit part of the key. A lookup of a missing key mostly ends after one read, and a lookup of a known key compares the whole key
 * once. An attacker who wants many keys with the same tag must try 2^32 ids for each.
 */
export class HexMap<Key extends string, Value> {
  /**
   * Pairs of numbers, one for each slot: the index of a key, counted from 1 (0 for an empty slot), and the key's tag. The tag gives the slot of a key. If that
   * slot is full, the key is in the next empty one.
   */
  #table = new Int32Array(32)
  #mask = 15
  #keys: (Key | undefined)[] = []
  #values: (Value | undefined)[] = []
  size = 0

  /** Returns the value of a key. Undefined when the map does not have the key. */
  get(key: Key): Value | undefined {
    const at = this.#find(key, tagOf(key))
    return at < 0 ? undefined : this.#values[(this.#table[2 * at] as number) - 1]
  }

  /** Returns true if the map has the key. */
  has(key: Key): boolean {
    return this.#find(key, tagOf(key)) >= 0
  }

  /** Sets the value of a key. A known key keeps its index. */
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

  /** Removes a key. Returns false when the map does not have it. */
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

  /** Yields every key. Keys may be removed during the iteration, but not added. */
  *keys(): IterableIterator<Key> {
    for (const key of this.#keys) if (key !== undefined) yield key
  }

  /** Yields every value. Keys may be removed during the iteration, but not added. */
  *values(): IterableIterator<Value> {
    for (const [, value] of this) yield value
  }

  /** Yields every key with its value. Keys may be removed during the iteration, but not added. */
  *[Symbol.iterator](): IterableIterator<[Key, Value]> {
    for (let place = 0; place < this.#keys.length; place += 1) {
      const key = this.#keys[place]
      if (key !== undefined) yield [key, this.#values[place] as Value]
    }
  }

  /** Returns the table slot of a key. For a missing key, returns the bitwise complement of the slot to use. */
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

  /** Empties a slot. If a later key is not in its own slot because that slot was full, moves the key back into the emptied slot where possible. */
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

  /** Packs the remaining keys and makes a table with more than three slots for each of them. Does not read the texts of the keys. */
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

  /** Closes the gaps that removed keys left. Returns the new index of each old one, counted from 1. */
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
