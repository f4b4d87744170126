/** The random number generator of a simulation. The same seed gives the same numbers. */
export type Draws = {
  /** Returns a number from 0 to less than 1, in steps of 2⁻³². */
  next(): number
  /** Returns a whole number from 0 to less than `count`. */
  below(count: number): number
  happens(chance: { readonly numerator: number; readonly denominator: number }): boolean
}

/** Creates a generator of random numbers from a seed, by the algorithm splitmix32. */
export function createDraws(seed: number): Draws {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
  return { next, below: (count) => Math.floor(next() * count), happens: ({ numerator, denominator }) => next() * denominator < numerator }
}

/**
 * Returns after how many doublings of the threshold an account may accept a task, by the rule of `dueStep`. `draw` is a random number from 0 to less than 1.
 * Assumes that the weight is above 0 and at most the total.
 */
export function stepOfDraw(draw: number, { weight, total }: { weight: number; total: number }): number {
  let step = 0
  for (let reach = 2 * weight; reach < total && draw * total >= reach; reach *= 2) step += 1
  return step
}
