import type { Hex32 } from '@infinitio/domain'
import {
  columnCount,
  columnsAfter,
  isPossibleWork,
  type Partners,
  partnersAfter,
  type ProofCommit,
  type ProofOpening,
  type ProofSubject,
  type ProofWork,
  rootBefore,
  rowBytes,
  type Sample,
} from '@infinitio/domain/proofs'
import type { ProverCommit } from '../startProver.ts'
import { fillGpuRows, freeGpuRows, type GpuRows } from './gpuRows.ts'
import { type KeptLevels, makeGpuTree, segmentsOfBuffer } from './gpuTree.ts'
import { openGpu } from './openGpu.ts'
import { openGpuRow } from './openGpuRow.ts'
import { tileOf } from './productShader.ts'
import { compileProofPipelines, type ProofPipelines } from './proofPipelines.ts'

/** A proof that the GPU of this process has made. */
type GpuProved = ProverCommit & { readonly open: (samples: readonly Sample[]) => Promise<ProofOpening[]> }
/** An open GPU with the programs of a prover, compiled for the size of its proofs. Its memory does not contain the rows of the matrix A yet. */
type ReadyGpu = { readonly name: string; readonly prove: (subject: ProofSubject, work: ProofWork) => Promise<GpuProved> }

/** Opens the GPU and compiles the programs. A prover does this before its slot, the block at which it must prove. Rejects if no GPU answers. */
export async function readyGpu(by: Parameters<typeof openGpu>[0], segmentBits: number): Promise<ReadyGpu> {
  const { device, name } = await openGpu(by)
  const lost = device.lost.then(({ message }): never => {
    throw new Error(`the GPU was lost: ${message}`)
  })
  // If the GPU is lost, each `Promise.race` below rejects with this promise. This empty handler covers a loss while nobody waits: without it, the unhandled
  // rejection would end the process without stating the reason.
  lost.catch(() => {})
  const pipelines = await Promise.race([compileProofPipelines(device, segmentBits), lost])
  const memory = createRowMemory(pipelines)
  return {
    name,
    async prove(subject, work) {
      const from = performance.now()
      const { commit, open } = await Promise.race([proveByWebgpu({ pipelines, memory }, subject, work), lost])
      const seconds = (performance.now() - from) / 1_000
      return { commit, device: name, seconds, open: (samples) => Promise.race([open(samples), lost]) }
    },
  }
}

/** A proof made on a GPU. Revealing rows needs the matrix A. If another proof has overwritten the matrix in the GPU's memory since, it is calculated again. */
type GpuProof = {
  readonly commit: ProofCommit
  readonly open: (samples: readonly Sample[]) => Promise<ProofOpening[]>
}

/**
 * Makes a proof with one GPU. The proof has the same bytes as that of `proveByReference`. `pipelines` must be compiled for the segment size of `work`. Rejects
 * if `work` is outside the limits, or if the GPU refuses a part of it, for example because its memory is too small.
 */
export async function proveByWebgpu(
  { pipelines, memory }: { readonly pipelines: ProofPipelines; readonly memory: RowMemory },
  subject: ProofSubject,
  work: ProofWork,
): Promise<GpuProof> {
  if (!isPossibleWork(work)) throw new Error('the work is outside the limits of a proof')
  const { device } = pipelines
  const roots: Hex32[] = []
  const commit: ProofCommit = { subject, work, roots }
  const kept: KeptLevels[] = []
  await rejectErrors(device, async () => {
    const passes = prepareGpuPasses(pipelines, await memory.rowsOf(subject, work), work)
    for (let pass = 0; pass < work.passes; pass += 1) {
      const ran = await passes.run(rootBefore(commit, pass))
      roots.push(ran.root)
      kept.push(ran.kept)
    }
    passes.free()
  })
  return {
    commit,
    open: (samples) =>
      rejectErrors(device, async () => {
        const a = await memory.rowsOf(subject, work)
        const openings: ProofOpening[] = []
        for (const sample of samples) openings.push(await openGpuRow({ device, a, commit, kept: kept[sample.pass] as KeptLevels }, sample))
        return openings
      }),
  }
}

/** The memory of a GPU for the matrix A. It has room for the rows of one proof only, because A fills most of the memory. */
type RowMemory = { readonly rowsOf: (subject: ProofSubject, work: ProofWork) => Promise<GpuRows> }

/**
 * Creates the memory for the matrix A. When rows of another proof are requested, it frees the present rows first, because the proofs of two slots can overlap
 * on one GPU.
 */
export function createRowMemory(pipelines: ProofPipelines): RowMemory {
  let kept: { readonly key: string; readonly rows: GpuRows } | null = null
  return {
    async rowsOf(subject, work) {
      const key = JSON.stringify([subject, work])
      if (kept?.key === key) return kept.rows
      const before = kept
      kept = null
      if (before !== null) freeGpuRows(before.rows)
      const rows = await fillGpuRows(pipelines, subject, work)
      kept = { key, rows }
      return rows
    },
  }
}

/** All passes of a proof. In each pass, all rows of the matrix A are multiplied with all columns of the other matrix. */
type GpuPasses = {
  /**
   * Runs one pass (one multiplication of all rows). The columns to multiply with follow from the root of the previous pass. Resolves with the new root, and
   * with the tree levels that are needed to reveal rows later.
   */
  readonly run: (rootBefore: Hex32) => Promise<{ root: Hex32; kept: KeptLevels }>
  readonly free: () => void
}

/** How many segments are submitted to the GPU together. While the GPU works on them, the commands for the next segments are prepared. */
const segmentsOfSubmit = 64
const mixBytes = 48

/** Makes all buffers and bindings that the passes need. */
function prepareGpuPasses(pipelines: ProofPipelines, { segments }: GpuRows, work: ProofWork): GpuPasses {
  const { device, product } = pipelines
  const tree = makeGpuTree(pipelines, work)
  const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST
  const mix = device.createBuffer({ size: mixBytes, usage })
  const columns = device.createBuffer({ size: columnCount * rowBytes, usage })
  const bind = (group: number, resources: readonly GPUBindingResource[]) =>
    device.createBindGroup({ layout: product.getBindGroupLayout(group), entries: resources.map((resource, binding) => ({ binding, resource })) })
  const inputs = bind(0, [{ buffer: mix }, { buffer: columns }])
  const owns = segments.map((segment, at) => bind(1, [segment, tree.nodesOf(at)]))
  const others = segments.map((segment) => bind(2, [segment]))
  const sequence = segments.map((_, at) => at).sort((a, b) => (a % segmentsOfBuffer) - (b % segmentsOfBuffer) || a - b)

  function multiply(some: readonly number[], { segmentOf }: Partners): void {
    const commands = device.createCommandEncoder()
    const pass = commands.beginComputePass()
    pass.setPipeline(product)
    pass.setBindGroup(0, inputs)
    for (const segment of some) {
      pass.setBindGroup(1, owns[segment] as GPUBindGroup)
      pass.setBindGroup(2, others[segmentOf[segment] as number] as GPUBindGroup)
      pass.dispatchWorkgroups(2 ** work.segmentBits / tileOf(work.segmentBits).rows)
    }
    pass.end()
    device.queue.submit([commands.finish()])
  }

  return {
    async run(rootBefore) {
      const partners = partnersAfter(rootBefore, work)
      device.queue.writeBuffer(columns, 0, columnsAfter(rootBefore) as Int8Array<ArrayBuffer>)
      device.queue.writeBuffer(mix, 0, mixUniform(partners, work.segmentBits))
      for (let at = 0; at < sequence.length; at += segmentsOfSubmit) multiply(sequence.slice(at, at + segmentsOfSubmit), partners)
      return await tree.fold()
    },
    free() {
      tree.free()
      mix.destroy()
      columns.destroy()
    },
  }
}

/** Returns the values of the shader's struct `Mix` as 32-bit words: factors, sums, shift and mask. */
function mixUniform({ mixWords }: Partners, segmentBits: number): Int32Array<ArrayBuffer> {
  const factor = (round: number) => (mixWords[round * 2] as number) | 1
  const sum = (round: number) => mixWords[round * 2 + 1] as number
  return Int32Array.of(factor(0), factor(1), factor(2), 0, sum(0), sum(1), sum(2), 0, Math.ceil(segmentBits / 2), 2 ** segmentBits - 1, 0, 0)
}

/**
 * Runs work on a GPU and rejects if the device refuses a part of it. Without this, WebGPU skips a refused command, and the results are zeros. The caller must
 * wait for one call before it makes the next on the same device, because the device reports each error to the newest call.
 */
export async function rejectErrors<T>(device: GPUDevice, work: () => Promise<T>): Promise<T> {
  device.pushErrorScope('validation')
  device.pushErrorScope('out-of-memory')
  const [outcome] = await Promise.allSettled([work()])
  const errors = [await device.popErrorScope(), await device.popErrorScope()]
  const refused = errors.find((error) => error !== null)
  // A refused command also makes later steps fail, so report its reason and not theirs.
  if (refused !== undefined) throw new Error(`the GPU refused the work: ${refused.message}`)
  if (outcome.status === 'rejected') throw outcome.reason
  return outcome.value
}
