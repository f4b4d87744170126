import { templateOf } from '../templates/templates.ts'
import type { ModelRun, Run, RunBits } from './run.ts'

/** GPU memory of a run in bytes, part by part, and in whole GiB with its reserve. */
export type RunMemory = {
  readonly weights: bigint
  /** Keys and values of the context, while the model answers. */
  readonly cache: bigint
  /** What training keeps beside the weights: gradients, Adam's two sums and the 32-bit weights. */
  readonly training: bigint
  readonly activations: bigint
  /** What the runtime, its kernels and gaps between blocks take. */
  readonly reserve: bigint
  readonly totalGib: number
}

const gib = 2n ** 30n
/** A thousandth of a bit: what one weight takes. 4 and 8 bits come in blocks of 32 weights with one 16-bit scale: 18 and 34 bytes (ggml's `Q4_0`, `Q8_0`). */
const milliBits = { 4: 4_500n, 8: 8_500n, 16: 16_000n } as const
/** Bytes a trained parameter takes beside its own 16 bits: 2 of gradient, 4 + 4 + 4 of Adam in 32 bits (Rajbhandari et al. 2020, ZeRO, 3.1). */
const trainingBytes = 14n
/** Of a model that gets a LoRA: rank 32 on every linear layer is under a hundredth of the parameters (Hu et al. 2021; Dettmers et al. 2023). */
const loraShare = 100n
/** A decoder's largest level: 256 channels of 1,024 × 1,024 pixels in 16 bits, four such tensors at once; training keeps twice as many. */
const imageBytes = 4n * 256n * 1_024n * 1_024n * 2n

/**
 * GPU memory that a run takes, all GPUs together:
 *
 *     (weights + cache or training + activations) ÷ 0.9, up to whole GiB
 *
 * - weights: parameters × bits ÷ 8, with the scales of 4 and 8 bits.
 * - cache: 2 × layers × KV heads × head dimension × 2 bytes × tokens (Kwon et al. 2023, PagedAttention), of one conversation of the whole context.
 * - training: 14 bytes more for each trained parameter; of a LoRA a hundredth of them, with their own 2 bytes.
 * - activations of training one text: 2 bytes × tokens × hidden for each layer's input, 34 × tokens × hidden for the layer that is computed anew
 *   (Korthikanti et al. 2022, full recomputation, without the attention matrix), and 8 bytes × tokens × vocabulary for the last step and its gradient.
 * - a tenth is left to the runtime, as vLLM leaves it (`gpu_memory_utilization` 0.9).
 *
 * A program without a model takes what its template asks for. Several GPUs share all of it; what each keeps of its own lies in the tenth.
 */
export function memoryOfRun(run: Run): RunMemory {
  const nothing = { weights: 0n, cache: 0n, training: 0n, activations: 0n, reserve: 0n }
  if ('program' in run) return { ...nothing, totalGib: templateOf(run.program).minVramGib }
  const { model, task, bits } = run
  const isTrained = task !== 'inference'
  const weights = bytesOfWeights(model.parameters, bits)
  const cache = isTrained ? 0n : 4n * model.layers * model.kvHeads * model.headDim * BigInt(run.contextTokens)
  const training =
    task === 'full' ? trainingBytes * model.parameters : task === 'lora' ? ceilDiv((trainingBytes + 2n) * model.parameters, loraShare) : 0n
  const activations = activationsOf(run)
  const sum = weights + cache + training + activations
  const reserve = ceilDiv(sum, 9n)
  return { weights, cache, training, activations, reserve, totalGib: Number(ceilDiv(sum + reserve, gib)) }
}

/** Returns the bytes of so many weights, with the scales of 4 and 8 bits; rounded up. */
export function bytesOfWeights(parameters: bigint, bits: RunBits): bigint {
  return ceilDiv(parameters * milliBits[bits], 8_000n)
}

/** How many GPUs of so much memory hold a run; null where a node has not that many (15), or the GPU no memory. */
export function gpusForMemory({ totalGib, vramGib }: { readonly totalGib: number; readonly vramGib: number }): number | null {
  if (vramGib <= 0) return totalGib === 0 ? 1 : null
  const gpus = Math.max(1, Math.ceil(totalGib / vramGib))
  return gpus <= 15 ? gpus : null
}

function activationsOf({ model, task, contextTokens }: ModelRun): bigint {
  const isTrained = task !== 'inference'
  if (model.kind === 'image') return isTrained ? 2n * imageBytes : imageBytes
  const tokens = BigInt(contextTokens)
  return isTrained ? tokens * (model.hidden * (2n * model.layers + 34n) + 8n * model.vocabulary) : 0n
}

function ceilDiv(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by
}
