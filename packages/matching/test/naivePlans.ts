import { byPriceThenTime, type NaiveAsk } from './naiveBook.ts'

/** A slice of a bid: GPUs of one ask from a start on. A start of 0 means the block that settles the match. */
export type Slice = { readonly ask: NaiveAsk; readonly gpus: number; readonly start: bigint }
/**
 * The GPUs that a bid still wants at a possible start, the most GPUs that its renter can pay for, and the slices that were planned before. With `inSlices`, one
 * ask may give all GPUs in several slices.
 */
export type Wish = {
  readonly start: bigint
  readonly wanted: number
  readonly most: number
  readonly planned: readonly Slice[]
  readonly inSlices: boolean
}
/** The slices (GPUs of single asks) that fill a whole bid. `isShort` is true if the balance was too low for them. */
export type Plan = { readonly slices: Slice[]; readonly isShort: boolean }

/** Returns the first start at which an ask gives GPUs, with their number; null if there is none. */
export function earliest(starts: readonly bigint[], gives: (start: bigint) => number): { start: bigint; gpus: number } | null {
  for (const start of starts) {
    const gpus = gives(start)
    if (gpus > 0) return { start, gpus }
  }
  return null
}

/** Sorts plans (ways to fill a whole bid): cheaper first, then the one with the earlier first ask. */
export function cheaperPlan(one: Plan, other: Plan): number {
  const [cost, otherCost] = [costOfPlan(one), costOfPlan(other)]
  if (cost !== otherCost) return cost < otherCost ? -1 : 1
  return byPriceThenTime((one.slices[0] as Slice).ask, (other.slices[0] as Slice).ask)
}

function costOfPlan({ slices }: Plan): bigint {
  return slices.reduce((all, { ask, gpus }) => all + ask.ask.pricePerGpuSecond * BigInt(gpus), 0n)
}
