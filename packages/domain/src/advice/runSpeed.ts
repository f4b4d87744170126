import { type DataSheet, dataSheetOf, type GpuLink } from '../nodes/dataSheets.ts'
import { bytesOfWeights } from '../runs/memoryOfRun.ts'
import type { ModelRun } from '../runs/run.ts'

/** GPUs of one machine: their number, their class and their link. */
export type RunGpus = { readonly className: string; readonly gpus: number; readonly link: GpuLink | null }

/**
 * The percentage of a data sheet's arithmetic that training reaches. Llama 3 was trained at 38 to 43 % (Dubey et al.
 * 2024, section 3.3).
 */
const trainedShare = 40n
const ofHundred = 100n
/**
 * Operations for each token and each trained parameter: 2 forward and 4 backward (Kaplan et al. 2020, 2.1). For a LoRA: 2 forward, 2 backward
 * and 2 to recompute layers.
 */
const operationsPerParameter = 6n
const tera = 10n ** 12n
const giga = 10n ** 9n
const milli = 1_000n

/**
 * Returns the estimated tokens per second of some GPUs with a run, in thousandths, rounded down:
 *
 * - one answer at a time: memory bandwidth ÷ bytes of the weights that a token uses, because each token reads all of them. Parallel answers or speculative
 * tokens give more in total;
 * - training: 16-bit TFLOPS × 40 % ÷ (6 × parameters that a token uses).
 *
 * GPUs without a fast link hold different layers and work in turn, as Ollama and Accelerate place them, so they are as fast as one. Returns null for a class
 * without a data sheet, and for images and speech, which have no tokens.
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
 * Returns the work of some GPUs per second, for comparing GPUs on the same run: thousandths of tokens, or thousandths of TFLOPS for images and speech. Returns
 * null without a data sheet.
 */
export function workPerSecond(run: ModelRun, gpus: RunGpus): bigint | null {
  const tokens = milliTokensPerSecond(run, gpus)
  if (tokens !== null) return tokens
  const sheet: DataSheet | null = dataSheetOf(gpus.className)
  return sheet === null ? null : gpusTogether(gpus) * sheet.tensorTflops * milli
}

/** Returns the number of GPUs that work at the same time. */
function gpusTogether({ gpus, link }: RunGpus): bigint {
  return link === 'nvlink' ? BigInt(gpus) : 1n
}
