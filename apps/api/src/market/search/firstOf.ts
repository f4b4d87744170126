import type { ListingRank } from '../rows/listingRank.ts'

/** Finds the first few listings in a sort order. Each listing is given by its slot (its row in the index). */
export type FirstOf = {
  /** Offers the listing in a slot. If it is among the first so far, it is stored; if there are then too many, the last of them is dropped. */
  offer(slot: number, key: number): void
  /** Returns the largest key that can still be among the first. A listing with a larger key can be skipped. */
  worst(): number
  /** Returns the slots of the collected listings in the order of `rank`. */
  sorted(): number[]
}

/** Creates a collector of the first `count` listings. It is a heap with the last of these listings on top. */
export function firstOf(rank: Pick<ListingRank, 'compare'>, count: number): FirstOf {
  const slots = new Int32Array(count)
  const keys = new Float64Array(count)
  let size = 0
  const isAfter = (at: number, other: number) =>
    rank.compare(slots[at] as number, keys[at] as number, slots[other] as number, keys[other] as number) > 0
  const swap = (at: number, other: number): void => {
    const [slot, key] = [slots[at] as number, keys[at] as number]
    slots[at] = slots[other] as number
    keys[at] = keys[other] as number
    slots[other] = slot
    keys[other] = key
  }

  function rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1
      if (!isAfter(at, parent)) return
      swap(at, parent)
      at = parent
    }
  }

  function sink(): void {
    for (let at = 0; ; ) {
      const left = 2 * at + 1
      if (left >= size) return
      const child = left + 1 < size && isAfter(left + 1, left) ? left + 1 : left
      if (!isAfter(child, at)) return
      swap(at, child)
      at = child
    }
  }

  return {
    worst: () => (size < count ? Number.POSITIVE_INFINITY : (keys[0] as number) + Math.abs(keys[0] as number) * 2 ** -40),
    offer(slot, key) {
      if (size < count) {
        slots[size] = slot
        keys[size] = key
        size += 1
        return rise(size - 1)
      }
      if (rank.compare(slot, key, slots[0] as number, keys[0] as number) >= 0) return
      slots[0] = slot
      keys[0] = key
      sink()
    },
    sorted: () =>
      Array.from({ length: size }, (_, at) => at)
        .toSorted((at, other) => rank.compare(slots[at] as number, keys[at] as number, slots[other] as number, keys[other] as number))
        .map((at) => slots[at] as number),
  }
}
