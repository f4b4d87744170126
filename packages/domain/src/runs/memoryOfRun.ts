import { templateOf } from '../templates/templates.ts'
import type { ModelRun, Run, RunBits } from './run.ts'
import type { VideoClip } from './runModels.ts'

/** The GPU memory that a run needs: each part in bytes, and the total in GiB, with a reserve. */
export type RunMemory = {
  readonly weights: bigint
  /** The bytes of the cache of keys and values for the whole context. 0 unless the task is to answer requests (inference). */
  readonly cache: bigint
  /** Additional bytes for training: gradients, Adam's two sums and the 32-bit weights. */
  readonly training: bigint
  readonly activations: bigint
  /** Bytes for the runtime, its kernels and unused gaps between memory blocks. */
  readonly reserve: bigint
  readonly totalGib: number
}

const gib = 2n ** 30n
/**
 * The size of one weight in thousandths of a bit. In 4 and 8 bits, 32 weights form a block with one 16-bit scale. Such a block takes 18 or 34 bytes (ggml's
 * `Q4_0`, `Q8_0`).
 */
const milliBits = { 4: 4_500n, 8: 8_500n, 16: 16_000n } as const
/** Bytes of a trained parameter in addition to its own 16 bits: 2 for the gradient, 4 + 4 + 4 for Adam in 32 bits (Rajbhandari et al. 2020, ZeRO, 3.1). */
const trainingBytes = 14n
/**
 * The estimate assumes that a LoRA trains one hundredth of the parameters. A LoRA of rank 32 on every linear layer trains fewer (Hu et al. 2021; Dettmers et
 * al. 2023).
 */
const loraShare = 100n
/**
 * Bytes of the largest layer of an image decoder: 256 channels of 1,024 × 1,024 pixels in 16 bits, with four such tensors at once. Training needs twice as
 * many.
 */
const imageBytes = 4n * 256n * 1_024n * 1_024n * 2n

/** Bytes of one layer's activations for each token and each number of its hidden state, without the attention matrix (Korthikanti et al. 2022). */
const bytesOfLayer = 34n

/**
 * Returns the GPU memory of a run over all GPUs:
 *
 * (weights + cache or training + activations) ÷ 0.9, rounded up to GiB
 *
 * - weights: parameters × bits ÷ 8, with the scales of 4 and 8 bits.
 * - cache: 2 × layers × KV heads × head dimension × 2 bytes × tokens (Kwon et al. 2023, PagedAttention), for one conversation of the whole context.
 * - training: 14 more bytes for each trained parameter. A LoRA adds and trains new parameters, a hundredth of the model's number; each of these also needs its
 *   own 2 bytes.
 * - activations of one video: 34 bytes × tokens × hidden for one layer, from the same source as in the next item; training also needs each layer's input. A
 *   video has a token for each 16 × 16 pixels of every fourth frame. For HunyuanVideo, the whole result is the 60 GB that its model card states.
 * - activations of training one text: 2 bytes × tokens × hidden for each layer's input, 34 × tokens × hidden for the recomputed layer (Korthikanti et al. 2022,
 *   full recomputation, without the attention matrix), and 8 bytes × tokens × vocabulary for the last step and its gradient.
 * - a tenth remains for the runtime, as in vLLM (`gpu_memory_utilization` 0.9).
 *
 * A program without a model needs the memory of its template. Several GPUs share the whole; the tenth covers their own overhead.
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

/** Returns the bytes of some weights, including the scales of 4-bit and 8-bit blocks, rounded up. */
export function bytesOfWeights(parameters: bigint, bits: RunBits): bigint {
  return ceilDiv(parameters * milliBits[bits], 8_000n)
}

/**
 * Returns how many GPUs of this size are needed to hold a run. Returns null if more than 15 are needed, the most that a node may have. Also returns null for a
 * GPU without memory if the run needs memory.
 */
export function gpusForMemory({ totalGib, vramGib }: { readonly totalGib: number; readonly vramGib: number }): number | null {
  if (vramGib <= 0) return totalGib === 0 ? 1 : null
  const gpus = Math.max(1, Math.ceil(totalGib / vramGib))
  return gpus <= 15 ? gpus : null
}

function activationsOf({ model, task, contextTokens }: ModelRun): bigint {
  const isTrained = task !== 'inference'
  if (model.kind === 'image') return isTrained ? 2n * imageBytes : imageBytes
  if (model.clip !== null) return tokensOfClip(model.clip) * model.hidden * (isTrained ? 2n * model.layers + bytesOfLayer : bytesOfLayer)
  const tokens = BigInt(contextTokens)
  return isTrained ? tokens * (model.hidden * (2n * model.layers + bytesOfLayer) + 8n * model.vocabulary) : 0n
}

/** Returns the number of tokens of a video: one for each 16 × 16 pixels of its first frame and of every fourth frame after it. */
function tokensOfClip({ width, height, frames }: VideoClip): bigint {
  return BigInt((Math.floor((frames - 1) / 4) + 1) * Math.floor(width / 16) * Math.floor(height / 16))
}

function ceilDiv(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by
}
