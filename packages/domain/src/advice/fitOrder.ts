import type { ModelRun } from '../runs/run.ts'
import { type FitGpus, fitOfRun, isSerious } from './runFit.ts'
import { workPerSecond } from './runSpeed.ts'

/**
 * The rank of some GPUs for a run, without their price. `penalty` grows with the number and weight of the warnings;
 * `work` is the work per second, or null if it is unknown.
 */
export type FitPlace = { readonly penalty: number; readonly work: bigint | null }

const workBits = 192n
/** Added to the price of GPUs with unknown speed, so that they come after all others with the same penalty. */
const unknownWork = 1n << 188n
/** Scales the price of work, so that rounding it up does not change the sorting. */
const workScale = 10n ** 24n
const seriousPenalty = 8

/** Returns the rank of GPUs for a run. The penalty is 8 for each serious warning and 1 for each other warning. */
export function fitPlaceOf(run: ModelRun, gpus: FitGpus): FitPlace {
  const { warnings } = fitOfRun(run, gpus)
  const penalty = warnings.reduce((sum, warning) => sum + (isSerious(warning, run) ? seriousPenalty : 1), 0)
  return { penalty, work: workPerSecond(run, gpus) }
}

/**
 * Returns the sorting key of GPUs for a run, smaller first: serious warnings, then other warnings, then the price of the work. The price of the
 * work is the price of all GPUs ÷ their work per second, so a low price of slow GPUs does not decide. `price`: base units per second, of all
 * GPUs.
 */
export function fitKey({ penalty, work }: FitPlace, price: bigint): bigint {
  const ofWork = work === null || work === 0n ? unknownWork + price : (price * workScale + work - 1n) / work
  return (BigInt(penalty) << workBits) + ofWork
}

/** Returns `fitKey` as a number that grows with it. Two numbers that differ by less than a 2⁻⁴⁰ part may have keys in the opposite sequence. */
export function fitKeyNumber(key: bigint): number {
  return numberOf(Number(key >> workBits), Number(key & ((1n << workBits) - 1n)))
}

/**
 * Returns the same number as `fitKeyNumber` for long lists, without calculating the exact key. `price` is a float in
 * base units per second.
 */
export function fitNumber({ penalty, work }: { readonly penalty: number; readonly work: number | null }, price: number): number {
  return numberOf(penalty, work === null || work === 0 ? Number(unknownWork) + price : (price * Number(workScale)) / work)
}

function numberOf(penalty: number, ofWork: number): number {
  return penalty + Math.log2(1 + ofWork) / 256
}
