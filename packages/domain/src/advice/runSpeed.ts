import { type DataSheet, dataSheetOf, type GpuLink } from '../nodes/dataSheets.ts'
import { bytesOfWeights } from '../runs/memoryOfRun.ts'
import type { ModelRun } from '../runs/run.ts'

/** GPUs of one machine: how many, of which class, and their link. */
export type RunGpus = { readonly className: string; readonly gpus: number; readonly link: GpuLink | null }

/** Training reaches so many hundredths of a data sheet's arithmetic: Llama 3 was trained at 38 to 43 % of it (Dubey et al. 2024, section 3.3). */
const trainedShare = 40n
const ofHundred = 100n
/** Arithmetic of a token for each parameter that is trained: 2 forward and 4 backward (Kaplan et al. 2020, 2.1); of a LoRA 2 forward, 2 backward and 2 to compute layers again. */
const operationsPerParameter = 6n
const tera = 10n ** 12n
const giga = 10n ** 9n
const milli = 1_000n

/**
 * Returns the tokens a second, in thousandths and rounded down, that some GPUs are expected to give with a run:
 *
 * - an answer, one at a time: memory bandwidth ÷ bytes of the weights that a token passes, because each token reads all
 *   of them. Answers at the same time, or tokens that are guessed ahead, give more in all;
 * - training: 16-bit TFLOPS × 40 % ÷ (6 × parameters that a token passes).
 *
 * GPUs without a fast link hold layers one after another and work in turn, as Ollama and Accelerate place them: they are as fast as one. Null where the class
 * has no data sheet, and for pictures and speech, which are not counted in tokens.
 */
export function milliTokensPerSecond(run: ModelRun, gpus: RunGpus): bigint | null {
  const sheet = dataSheetOf(gpus.className)
  if (sheet === null || run.model.kind !== 'language') return null
  const together = gpusTogether(gpus)
  const active = run.model.activeParameters ?? run.model.parameters
  if (run.task === 'inference') return (together * sheet.memoryGbPerSecond * giga * milli) / bytesOfWeights(active, run.bits)
  return (together * sheet.tensorTflops * tera * trainedShare * milli) / (ofHundred * operationsPerParameter * active)
}

/**
 * Returns how much of a run some GPUs do in a second, to compare GPUs for the same run: thousandths of tokens, or thousandths of TFLOPS for pictures and
 * speech. Null without a data sheet.
 */
export function workPerSecond(run: ModelRun, gpus: RunGpus): bigint | null {
  const tokens = milliTokensPerSecond(run, gpus)
  if (tokens !== null) return tokens
  const sheet: DataSheet | null = dataSheetOf(gpus.className)
  return sheet === null ? null : gpusTogether(gpus) * sheet.tensorTflops * milli
}

/** How many GPUs work at the same time. */
function gpusTogether({ gpus, link }: RunGpus): bigint {
  return link === 'nvlink' ? BigInt(gpus) : 1n
}
