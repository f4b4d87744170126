/** Random choices that are the same for the same seed. */
export type Random = {
  readonly below: (limit: number) => number
  readonly chance: (share: number) => boolean
  readonly pick: <T>(choices: readonly T[]) => T
  readonly weighted: <T>(choices: readonly (readonly [number, T])[]) => T
  readonly shuffled: <T>(list: readonly T[]) => T[]
}

/** Makes choices from a 32-bit seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  const share = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(share() * limit)
  return {
    below,
    chance: (wanted) => share() < wanted,
    pick: (choices) => choices[below(choices.length)] as (typeof choices)[number],
    weighted: (choices) => {
      let left = share() * choices.reduce((all, [weight]) => all + weight, 0)
      for (const [weight, choice] of choices) {
        left -= weight
        if (left < 0) return choice
      }
      return (choices.at(-1) as (typeof choices)[number])[1]
    },
    shuffled: (list) =>
      list
        .map((item) => ({ item, key: share() }))
        .sort((one, other) => one.key - other.key)
        .map(({ item }) => item),
  }
}
