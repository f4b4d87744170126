import { assert } from '@infinitio/domain'
import { drawSpace } from './drawOf.ts'

/** After this many blocks the threshold of a draw doubles. */
export const blocksPerStep = 5

/** The stake of an account in a draw: its own part, and the sum of all accounts. PToken base units. */
export type DrawWeight = { readonly weight: bigint; readonly total: bigint }

/**
 * Returns after how many doublings an account may take a task: the smallest step from 0 on with draw < min(1, 2 · weight ⁄ total · 2^step), where the draw is
 * a fraction of `drawSpace`. Null if the account has no weight. The account is due `blocksPerStep` · step blocks after the seed is known. Asserts that
 * the weight is a part of the total. Calculates the same as `TaskPool`: no division, so nothing is rounded.
 */
export function dueStep(draw: bigint, { weight, total }: DrawWeight): number | null {
  assert(draw >= 0n && draw < drawSpace, 'a draw is one of the space')
  assert(weight >= 0n && weight <= total, 'a weight is a part of the total')
  if (weight === 0n) return null
  let step = 0
  for (let reach = 2n * weight; reach < total && draw * total >= reach * drawSpace; reach *= 2n) step += 1
  return step
}

/** One account in a draw. */
export type Drawn = { readonly draw: bigint; readonly weight: bigint }

/**
 * Returns whether the first account takes the place of the second one: draw ⁄ weight is smaller. A lead by calling early, or by a higher tip in the same block,
 * is worth nothing. Equal ones keep their place. Asserts that both have weight.
 */
export function isLowerDraw(one: Drawn, other: Drawn): boolean {
  assert(one.weight > 0n && other.weight > 0n, 'only accounts with weight are drawn')
  return one.draw * other.weight < other.draw * one.weight
}
