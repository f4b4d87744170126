import { gpusForMemory, memoryOfRun, type RunMemory } from '../runs/memoryOfRun.ts'
import { type ModelRun, parseRun, type RunBits, type RunTask, runTasks } from '../runs/run.ts'
import type { GpuLink } from '../nodes/gpuLinks.ts'
import { pTokenUnits, type PTokenUnits } from '../units/pTokenUnits.ts'
import { type FitGpus, fitOfRun, isSerious, type RunFit, workPerSecond } from './runFit.ts'

/**
 * One number of GPUs, and the cheapest free machine that offers exactly this number. `total` is the price of that machine for the whole requested time, with
 * fees, in base units. `machines` counts all free machines that offer this number of GPUs.
 */
export type OfferedGpus = {
  readonly gpus: number
  readonly pricePerGpuSecond: PTokenUnits
  readonly total: PTokenUnits
  readonly machines: number
}

/** Free machines of a GPU class with the same memory per GPU and the same link between GPUs, by the numbers of GPUs that they offer. */
export type ClassOffer = {
  readonly classId: number
  readonly className: string
  readonly vramGib: number
  readonly link: GpuLink | null
  readonly offers: readonly OfferedGpus[]
}

/**
 * GPUs with enough memory for a run (a model with its task). `pricePerMillionTokens` is the price of a million tokens at the estimated speed, in base units,
 * rounded up. It is null if no speed in tokens is known.
 */
export type WayChoice = Omit<ClassOffer, 'offers'> & OfferedGpus & { readonly fit: RunFit; readonly pricePerMillionTokens: PTokenUnits | null }

/**
 * One way to run a model: a task at a precision (bits per weight), the memory that it needs, and the GPUs with enough memory for it, best first. The list of
 * GPUs is empty when no free machine has enough.
 */
export type WayToRun = { readonly run: ModelRun; readonly memory: RunMemory; readonly choices: readonly WayChoice[] }

const bitsOfTask: Readonly<Record<RunTask, readonly RunBits[]>> = { inference: [4, 8, 16], lora: [4, 16], full: [16] }

/**
 * Returns the ways to run a model. For a language model: answers in 4, 8 and 16 bits, LoRA in 4 and 16, and training of all weights in 16. For other models:
 * the tasks that they have, in 16 bits. The ways of the requested task come first; they have the requested context length. The ways of one task are sorted by
 * how well their best GPUs fit; those without a free machine come last.
 */
export function waysToRun(asked: ModelRun, offers: readonly ClassOffer[]): WayToRun[] {
  const tasks = [asked.task, ...runTasks.filter((task) => task !== asked.task)]
  return tasks.flatMap((task) => {
    const ways = runsOf(asked, task).map((run) => wayOf(run, offers))
    return ways.toSorted((one, other) => compare(one.key, other.key)).map(({ way }) => way)
  })
}

/** Returns the price of one million tokens at a speed, in base units, rounded up; null if the speed is unknown or 0. */
export function priceOfMillionTokens(pricePerSecond: bigint, milliTokensPerSecond: bigint | null): PTokenUnits | null {
  if (milliTokensPerSecond === null || milliTokensPerSecond === 0n) return null
  return pTokenUnits((pricePerSecond * 1_000_000_000n + milliTokensPerSecond - 1n) / milliTokensPerSecond)
}

function runsOf(asked: ModelRun, task: RunTask): ModelRun[] {
  const precisions = asked.model.kind === 'language' ? bitsOfTask[task] : [16 as const]
  return precisions.flatMap((bits) => {
    if (task === asked.task) return [{ ...asked, bits }]
    const run = parseRun(`${asked.model.slug}_${task}_${bits}bit`)
    return run === null || 'program' in run ? [] : [run]
  })
}

type Sorted<Value> = { readonly key: bigint | null; readonly way: Value }

function wayOf(run: ModelRun, offers: readonly ClassOffer[]): Sorted<WayToRun> {
  const memory = memoryOfRun(run)
  const sorted = offers.flatMap((offer) => choiceOf(run, memory, offer)).toSorted((one, other) => compare(one.key, other.key))
  return { key: sorted[0]?.key ?? null, way: { run, memory, choices: sorted.map(({ choice }) => choice) } }
}

/**
 * Selects, from the numbers of GPUs that a class offers, the smallest one with enough memory for the run. Returns a list with this choice and its sorting key,
 * or an empty list if no offered number is enough.
 */
function choiceOf(run: ModelRun, { totalGib }: RunMemory, { offers, ...gpuClass }: ClassOffer): { key: bigint; choice: WayChoice }[] {
  const least = gpusForMemory({ totalGib, vramGib: gpuClass.vramGib })
  const enough = offers.filter(({ gpus }) => least !== null && gpus >= least)
  const offer = enough.reduce<OfferedGpus | null>((best, one) => (best === null || one.gpus < best.gpus ? one : best), null)
  if (offer === null) return []
  const gpus = { ...gpuClass, gpus: offer.gpus }
  const price = offer.pricePerGpuSecond * BigInt(offer.gpus)
  const fit = fitOfRun(run, gpus)
  const pricePerMillionTokens = priceOfMillionTokens(price, fit.milliTokensPerSecond)
  return [{ key: fitKey(fitPlaceOf(run, gpus), price), choice: { ...gpuClass, ...offer, fit, pricePerMillionTokens } }]
}

/** Compares two sorting keys, lowest first. A key is null if no free machine fits; such a key comes last. */
function compare(one: bigint | null, other: bigint | null): number {
  if (one === other) return 0
  if (one === null || (other !== null && one > other)) return 1
  return -1
}

/**
 * The rank of some GPUs for a run (a model with its task), without their price. `penalty` is the sum over all warnings, in which serious ones count more.
 * `work` is how much of the run's work the GPUs do per second, or null if it is unknown.
 */
export type FitPlace = { readonly penalty: number; readonly work: bigint | null }

const workBits = 192n
/** If the speed of GPUs is unknown, this number is added to their price in the sorting key. So these GPUs come after all others with the same penalty. */
const unknownWork = 1n << 188n
/** The price is multiplied by this factor before it is divided by the work per second. The rounding up is then too small to change the sorting. */
const workScale = 10n ** 24n
const seriousPenalty = 8

/** Returns the rank of GPUs for a run, without their price. The penalty is 8 for each serious warning and 1 for each other warning. */
export function fitPlaceOf(run: ModelRun, gpus: FitGpus): FitPlace {
  const { warnings } = fitOfRun(run, gpus)
  const penalty = warnings.reduce((sum, warning) => sum + (isSerious(warning, run) ? seriousPenalty : 1), 0)
  return { penalty, work: workPerSecond(run, gpus) }
}

/**
 * Returns a key that sorts GPUs for a run, best first. Serious warnings decide first, then other warnings, then the price of the work. That is the price of all
 * GPUs ÷ their work per second, so slow GPUs do not win by a low price. `price` is in base units per second for all GPUs.
 */
export function fitKey({ penalty, work }: FitPlace, price: bigint): bigint {
  const ofWork = work === null || work === 0n ? unknownWork + price : (price * workScale + work - 1n) / work
  return (BigInt(penalty) << workBits) + ofWork
}

/**
 * Converts a key of `fitKey` into a number that sorts in the same sequence. Only keys that are almost equal may get the same number or the opposite sequence.
 */
export function fitKeyNumber(key: bigint): number {
  return numberOf(Number(key >> workBits), Number(key & ((1n << workBits) - 1n)))
}

/**
 * Returns almost the same number as `fitKeyNumber`. It uses floats and not the exact key, because that is faster for long lists. `price` is in base units per
 * second.
 */
export function fitNumber({ penalty, work }: { readonly penalty: number; readonly work: number | null }, price: number): number {
  return numberOf(penalty, work === null || work === 0 ? Number(unknownWork) + price : (price * Number(workScale)) / work)
}

function numberOf(penalty: number, ofWork: number): number {
  return penalty + Math.log2(1 + ofWork) / 256
}
