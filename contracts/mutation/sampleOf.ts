/** Returns a random sample without repetition, from a small linear congruential generator: the same seed gives the same sample. */
export function sampleOf<Item>(all: readonly Item[], { size, seed }: { size: number; seed: number }): Item[] {
  const left = [...all]
  let state = seed >>> 0
  return Array.from({ length: Math.min(size, all.length) }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return left.splice(state % left.length, 1)[0] as Item
  })
}
