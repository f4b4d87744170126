import { assert } from '@infinitio/domain'
import { drawSpace } from './drawOf.ts'

/** An account may take a task if its draw (random number) is below a threshold. The threshold doubles each time this many blocks have passed. */
export const blocksPerStep = 5

/**
 * The weight of an account in a random selection (its stake that counts), and the total stake of all accounts. Both have the same unit, such as PToken base
 * units.
 */
export type DrawWeight = { readonly weight: bigint; readonly total: bigint }

/**
 * Returns when an account may take a task: the number of steps after the seed of the draw is known. A step lasts `blocksPerStep` blocks. Returns null if the
 * account has no weight.
 * An account may take the task if its draw, as a fraction of `drawSpace`, is below a threshold. The threshold begins with twice the account's share of the
 * total stake, doubles with each step, and is at most 1. So the result is the smallest step ≥ 0 with draw < min(1, 2 · weight ⁄ total · 2^step).
 * Calculates the same as `TaskPool`, without a division, so that nothing is rounded. Asserts that the weight is at most the total.
 */
export function dueStep(draw: bigint, { weight, total }: DrawWeight): number | null {
  assert(draw >= 0n && draw < drawSpace, 'a draw is one of the space')
  assert(weight >= 0n && weight <= total, 'a weight is a part of the total')
  if (weight === 0n) return null
  let step = 0
  for (let reach = 2n * weight; reach < total && draw * total >= reach * drawSpace; reach *= 2n) step += 1
  return step
}

/** An account that wants a task or a run: its draw (random number) and its weight (the stake that counts). */
export type Drawn = { readonly draw: bigint; readonly weight: bigint }

/**
 * Returns true if the account `one` may replace the account `other` as the worker of a task or as a checker of it. This is so if the draw (random number) of
 * `one`, divided by its weight, is smaller than that of `other`. If both are equal, `other`, which came first, remains. So an earlier call, or a higher tip in
 * the same block, gives no advantage. Asserts that both accounts have weight.
 */
export function isLowerDraw(one: Drawn, other: Drawn): boolean {
  assert(one.weight > 0n && other.weight > 0n, 'only accounts with weight are drawn')
  return one.draw * other.weight < other.draw * one.weight
}
