import type { ModelRun } from '../runs/run.ts'
import { type FitGpus, fitOfRun, isSerious } from './runFit.ts'
import { workPerSecond } from './runSpeed.ts'

/** How GPUs of a kind stand in the order, whatever they cost. `work` in a second; null: not known. */
export type FitPlace = { readonly penalty: number; readonly work: bigint | null }

const workBits = 192n
/** GPUs whose speed nobody knows come after all others with as many warnings. */
const unknownWork = 1n << 188n
/** So that rounding a price of work up changes no order that prices tell. */
const workScale = 10n ** 24n
const seriousPenalty = 8

/** Returns the place of GPUs for a run: 8 for each serious warning, 1 for each other. */
export function fitPlaceOf(run: ModelRun, gpus: FitGpus): FitPlace {
  const { warnings } = fitOfRun(run, gpus)
  const penalty = warnings.reduce((sum, warning) => sum + (isSerious(warning, run) ? seriousPenalty : 1), 0)
  return { penalty, work: workPerSecond(run, gpus) }
}

/**
 * Returns the key by which GPUs are sorted for a run, smaller first: serious warnings, then other warnings, then the price of the finished work, which is the
 * price of all GPUs ÷ their work in a second. The price never decides by itself. `price`: base units a second, of all GPUs.
 */
export function fitKey({ penalty, work }: FitPlace, price: bigint): bigint {
  const ofWork = work === null || work === 0n ? unknownWork + price : (price * workScale + work - 1n) / work
  return (BigInt(penalty) << workBits) + ofWork
}

/** Returns `fitKey` as a number that grows with it; where two numbers differ by less than 2⁻⁴⁰ of them, their keys may have the other order. */
export function fitKeyNumber(key: bigint): number {
  return numberOf(Number(key >> workBits), Number(key & ((1n << workBits) - 1n)))
}

/** Returns the number of a key without making the key, for long lists. `price` as a float. */
export function fitNumber({ penalty, work }: { readonly penalty: number; readonly work: number | null }, price: number): number {
  return numberOf(penalty, work === null || work === 0 ? Number(unknownWork) + price : (price * Number(workScale)) / work)
}

function numberOf(penalty: number, ofWork: number): number {
  return penalty + Math.log2(1 + ofWork) / 256
}
