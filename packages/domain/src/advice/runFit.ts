import { type DataSheet, dataSheetOf } from '../nodes/dataSheets.ts'
import type { GpuLink } from '../nodes/gpuLinks.ts'
import { bytesOfWeights, memoryOfRun } from '../runs/memoryOfRun.ts'
import type { ModelRun } from '../runs/run.ts'

/** Problems that a model may have on some GPUs. The comment at `fitOfRun` explains each of them. */
export const fitWarnings = ['slowerThanReading', 'longEpoch', 'noBf16', 'noFastLink', 'linkUnknown', 'memoryTight', 'speedUnknown'] as const
export type FitWarning = (typeof fitWarnings)[number]

/** `good`: no warning. `fair`: only warnings that are not serious. `poor`: at least one serious warning (see `isSerious`). */
export const fitRatings = ['good', 'fair', 'poor'] as const
export type FitRating = (typeof fitRatings)[number]

/**
 * How well some GPUs fit a run (a model with its task, such as answering or training). `milliTokensPerSecond` is the estimated speed in thousandths of a token
 * per second; null when unknown. `epochSeconds` is the estimated time of one epoch of training; null for answers, or if the speed is unknown or 0.
 */
export type RunFit = {
  readonly rating: FitRating
  readonly warnings: readonly FitWarning[]
  readonly milliTokensPerSecond: bigint | null
  readonly epochSeconds: number | null
}

/** The GPUs on which a model may run. `vramGib` is the memory of each GPU in GiB. */
export type FitGpus = RunGpus & { readonly vramGib: number }

/**
 * An answer that comes at fewer tokens per second than this is slower than people read. People read 238 words a minute (Brysbaert 2019), and three words are
 * about four tokens: 5.3 tokens a second.
 */
const readingTokensPerSecond = 6n
/** The number of tokens that the estimate assumes for one epoch of training: 10 million, about 5,000 texts of 2,048 tokens each. */
const epochTokens = 10_000_000n
const longEpochSeconds = 24n * 3_600n
/** A run that takes more than this percentage of the GPU memory gets the warning `memoryTight`: a longer context may not fit. */
const tightHundredths = 95

/**
 * Returns how well some GPUs fit a run. The run must fit into their memory. The list of warnings begins with the serious ones:
 *
 * - `slowerThanReading`: answers come at fewer than 6 tokens per second. Serious.
 * - `longEpoch`: training on 10 million tokens takes more than 24 h. Serious.
 * - `noBf16`: the GPU has no bf16, the format in which present models are trained and published. Serious only for training, because answers in fp16 are nearly
 *   the same.
 * - `noFastLink`: several GPUs have only PCIe between them, so they work one after the other. Serious when all weights are trained.
 * - `linkUnknown`: the link between several GPUs is unknown.
 * - `memoryTight`: the run takes over 95 % of the memory.
 * - `speedUnknown`: the class has no data sheet.
 */
export function fitOfRun(run: ModelRun, gpus: FitGpus): RunFit {
  const speed = milliTokensPerSecond(run, gpus)
  const isTrained = run.task !== 'inference'
  const epochSeconds = isTrained && speed !== null && speed > 0n ? (epochTokens * 1_000n + speed - 1n) / speed : null
  const sheet = dataSheetOf(gpus.className)
  const { totalGib } = memoryOfRun(run)
  const holds: Readonly<Record<FitWarning, boolean>> = {
    slowerThanReading: !isTrained && speed !== null && speed < readingTokensPerSecond * 1_000n,
    longEpoch: epochSeconds !== null && epochSeconds > longEpochSeconds,
    noBf16: sheet !== null && !sheet.hasBf16,
    noFastLink: gpus.gpus > 1 && gpus.link === 'pcie',
    linkUnknown: gpus.gpus > 1 && gpus.link === null,
    memoryTight: totalGib * 100 > gpus.gpus * gpus.vramGib * tightHundredths,
    speedUnknown: sheet === null,
  }
  const warnings = fitWarnings.filter((warning) => holds[warning])
  const rating = warnings.length === 0 ? 'good' : warnings.some((warning) => isSerious(warning, run)) ? 'poor' : 'fair'
  return { rating, warnings, milliTokensPerSecond: speed, epochSeconds: epochSeconds === null ? null : Number(epochSeconds) }
}

/** Returns true for a serious warning: the run does not work well on these GPUs. */
export function isSerious(warning: FitWarning, { task }: ModelRun): boolean {
  if (warning === 'noBf16') return task !== 'inference'
  if (warning === 'noFastLink') return task === 'full'
  return warning === 'slowerThanReading' || warning === 'longEpoch'
}

/** GPUs of one machine: their number, their class, and the link between them. */
type RunGpus = { readonly className: string; readonly gpus: number; readonly link: GpuLink | null }

/** The percentage of a data sheet's arithmetic speed that training reaches. Llama 3 was trained at 38 to 43 % (Dubey et al. 2024, section 3.3). */
const trainedShare = 40n
const ofHundred = 100n
/**
 * Operations for each token and each parameter that a token uses: 2 forward and 4 backward (Kaplan et al. 2020, 2.1). For a LoRA: 2 forward, 2 backward and 2
 * to recompute layers.
 */
const operationsPerParameter = 6n
const tera = 10n ** 12n
const giga = 10n ** 9n
const milli = 1_000n

/**
 * Returns the estimated tokens per second of some GPUs with a run, in thousandths, rounded down:
 *
 * - one answer at a time: memory bandwidth ÷ bytes of the weights that a token uses, because each token reads all of these weights. Parallel answers or
 *   speculative tokens give more in total;
 * - training: 16-bit TFLOPS × 40 % ÷ (6 × parameters that a token uses).
 *
 * GPUs without a fast link hold different layers and work one after the other, as Ollama and Accelerate place them, so together they are only as fast as one
 * GPU. Returns null for a class without a data sheet, and for images, videos and speech, because nobody reads their tokens.
 */
function milliTokensPerSecond(run: ModelRun, gpus: RunGpus): bigint | null {
  const sheet = dataSheetOf(gpus.className)
  if (sheet === null || run.model.kind !== 'language') return null
  const together = gpusTogether(gpus)
  const active = run.model.activeParameters ?? run.model.parameters
  if (run.task === 'inference') return (together * sheet.memoryGbPerSecond * giga * milli) / bytesOfWeights(active, run.bits)
  return (together * sheet.tensorTflops * tera * trainedShare * milli) / (ofHundred * operationsPerParameter * active)
}

/**
 * Returns how much work some GPUs do per second, to compare GPUs for the same run. The unit is a thousandth of a token, or a thousandth of a TFLOPS for images,
 * videos and speech. Returns null without a data sheet.
 */
export function workPerSecond(run: ModelRun, gpus: RunGpus): bigint | null {
  const tokens = milliTokensPerSecond(run, gpus)
  if (tokens !== null) return tokens
  const sheet: DataSheet | null = dataSheetOf(gpus.className)
  return sheet === null ? null : gpusTogether(gpus) * sheet.tensorTflops * milli
}

/** Returns how many of the GPUs work on a token at the same time: all with NVLink, otherwise one. */
function gpusTogether({ gpus, link }: RunGpus): bigint {
  return link === 'nvlink' ? BigInt(gpus) : 1n
}
