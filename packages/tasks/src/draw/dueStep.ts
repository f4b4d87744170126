import { assert } from '@infinitio/domain'
import { drawSpace } from './drawOf.ts'

/** An account may take a task if its draw (random number) is below a threshold. The threshold doubles each time this many blocks have passed. */
export const blocksPerStep = 5

/** The stake with which an account counts in a random draw, and the total stake of all accounts, in PToken base units or another common unit. */
export type DrawWeight = { readonly weight: bigint; readonly total: bigint }

/**
 * Returns after how many doublings of the threshold an account may take a task: the smallest step from 0 on with draw < min(1, 2 · weight ⁄ total · 2^step),
 * where the draw is a fraction of `drawSpace`. Returns null if the account has no weight. The account may take the task `blocksPerStep` · step blocks after the
 * seed is known. Asserts that the weight is a part of the total. Calculates the same as `TaskPool`, without a division, so nothing is rounded.
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
 * Returns whether the first account may replace the second one as the holder of a task or run: its draw ⁄ weight is smaller. So calling earlier, or paying a
 * higher tip in the same block, gives no advantage. If both are equal, the holder remains. Asserts that both have weight.
 */
export function isLowerDraw(one: Drawn, other: Drawn): boolean {
  assert(one.weight > 0n && other.weight > 0n, 'only accounts with weight are drawn')
  return one.draw * other.weight < other.draw * one.weight
}
