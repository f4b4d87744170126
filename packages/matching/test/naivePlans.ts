import { byPriceThenTime, type NaiveAsk } from './naiveBook.ts'

/** GPUs of one ask from a start on; 0 is the block that settles. */
export type Slice = { readonly ask: NaiveAsk; readonly gpus: number; readonly start: bigint }
/** How much is wanted of an ask at a start, and can be paid, after the slices of a plan. `inSlices`: one ask gives all that is wanted in several if it can. */
export type Wish = {
  readonly start: bigint
  readonly wanted: number
  readonly most: number
  readonly planned: readonly Slice[]
  readonly inSlices: boolean
}
/** The slices of a whole bid, or that its balance kept it from them. */
export type Plan = { readonly slices: Slice[]; readonly isShort: boolean }

/** The first start at which something is given, and how much. */
export function earliest(starts: readonly bigint[], gives: (start: bigint) => number): { start: bigint; gpus: number } | null {
  for (const start of starts) {
    const gpus = gives(start)
    if (gpus > 0) return { start, gpus }
  }
  return null
}

/** Orders plans: the cheaper first, then the one whose first ask comes first. */
export function cheaperPlan(one: Plan, other: Plan): number {
  const [cost, otherCost] = [costOfPlan(one), costOfPlan(other)]
  if (cost !== otherCost) return cost < otherCost ? -1 : 1
  return byPriceThenTime((one.slices[0] as Slice).ask, (other.slices[0] as Slice).ask)
}

function costOfPlan({ slices }: Plan): bigint {
  return slices.reduce((all, { ask, gpus }) => all + ask.ask.pricePerGpuSecond * BigInt(gpus), 0n)
}
