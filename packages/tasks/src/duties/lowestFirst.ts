/** A binary heap of task indexes with keys. It finds the index with the lowest key first. */
export type LowestFirst = {
  readonly add: (index: number, key: number) => void
  /** Returns the index with the lowest key, or undefined if there is none. */
  readonly first: () => number | undefined
  /** Removes the index with the lowest key, and returns its key. */
  readonly removeFirst: () => number | undefined
}

/** Creates an empty heap. */
export function createLowestFirst(): LowestFirst {
  const indexes: number[] = []
  const keys: number[] = []
  const keyAt = (place: number) => keys[place] ?? Number.POSITIVE_INFINITY

  function swap(one: number, other: number): void {
    const [index, key] = [indexes[one] ?? 0, keyAt(one)]
    indexes[one] = indexes[other] ?? 0
    keys[one] = keyAt(other)
    indexes[other] = index
    keys[other] = key
  }

  return {
    add(index, key) {
      let place = indexes.push(index) - 1
      keys.push(key)
      for (let parent = (place - 1) >> 1; place > 0 && key < keyAt(parent); parent = (place - 1) >> 1) {
        swap(place, parent)
        place = parent
      }
    },
    first: () => indexes[0],
    removeFirst() {
      if (indexes.length === 0) return undefined
      swap(0, indexes.length - 1)
      indexes.pop()
      const removed = keys.pop()
      let place = 0
      for (;;) {
        const left = 2 * place + 1
        const child = keyAt(left + 1) < keyAt(left) ? left + 1 : left
        if (keyAt(place) <= keyAt(child)) return removed
        swap(place, child)
        place = child
      }
    },
  }
}
