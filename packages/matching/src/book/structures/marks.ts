/** The index that `next` returns when no index is marked. */
export const noPlace = 64

/** A set of marked indexes from 0 to 63. Inserting or removing an index moves the marks of the indexes behind it. */
export class Marks {
  /** One bit for each index: 0 to 31, and 32 to 63. */
  #low = 0
  #high = 0

  /** Returns true if no index is marked. */
  get isEmpty(): boolean {
    return (this.#low | this.#high) === 0
  }

  /** Returns the first marked index, at or after `from`; `noPlace` when there is none. */
  next(from: number): number {
    if (from < 32) {
      const low = this.#low & (-1 << from)
      if (low !== 0) return 31 - Math.clz32(low & -low)
    }
    if (from >= 64) return noPlace
    const high = from > 32 ? this.#high & (-1 << (from - 32)) : this.#high
    return high === 0 ? noPlace : 63 - Math.clz32(high & -high)
  }

  /** Marks an index, or removes its mark. */
  set(place: number, isMarked: boolean): void {
    const bit = 1 << (place & 31)
    if (place < 32) this.#low = isMarked ? this.#low | bit : this.#low & ~bit
    else this.#high = isMarked ? this.#high | bit : this.#high & ~bit
  }

  /** Inserts an unmarked index at `place` and moves the marks of later indexes up by one. The mark of index 63 is lost. */
  open(place: number): void {
    const below = maskBelow(place)
    if (place < 32) {
      this.#high = (this.#high << 1) | (this.#low >>> 31)
      this.#low = (this.#low & below) | ((this.#low & ~below) << 1)
    } else this.#high = (this.#high & below) | ((this.#high & ~below) << 1)
  }

  /** Removes an index. */
  close(place: number): void {
    const below = maskBelow(place)
    if (place < 32) {
      this.#low = (this.#low & below) | ((this.#low >>> 1) & ~below) | (this.#high << 31)
      this.#high >>>= 1
    } else this.#high = (this.#high & below) | ((this.#high >>> 1) & ~below)
  }

  /** Removes the indexes from `place` on, and returns their marks as a new set that begins at index 0. */
  cut(place: number): Marks {
    const rest = new Marks()
    const below = maskBelow(place)
    if (place < 32) {
      rest.#low = (this.#low >>> place) | (place === 0 ? 0 : this.#high << (32 - place))
      rest.#high = this.#high >>> place
      this.#low &= below
      this.#high = 0
    } else {
      rest.#low = this.#high >>> (place - 32)
      this.#high &= below
    }
    return rest
  }
}

/** Returns the bits of a half that are below an index. */
function maskBelow(place: number): number {
  return (1 << (place & 31)) - 1
}
