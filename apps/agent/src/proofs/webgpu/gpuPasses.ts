import type { Hex32 } from '@infinitio/domain'
import { columnCount, columnsAfter, type Partners, partnersAfter, type ProofWork, rowBytes } from '@infinitio/domain/proofs'
import type { GpuRows } from './gpuRows.ts'
import { type KeptLevels, makeGpuTree, segmentsOfBuffer } from './gpuTree.ts'
import { tileOf } from './productShader.ts'
import type { ProofPipelines } from './proofPipelines.ts'

/** Multiplies A, pass after pass. */
export type GpuPasses = {
  /** Runs the pass that follows from a root. Resolves with its root and the levels from which rows can be opened later. */
  readonly run: (rootBefore: Hex32) => Promise<{ root: Hex32; kept: KeptLevels }>
  readonly free: () => void
}

/** The GPU starts with the first segments while the next are encoded. */
const segmentsOfSubmit = 64
const mixBytes = 48

/** Makes all buffers and bindings of the passes. */
export function prepareGpuPasses(pipelines: ProofPipelines, { segments }: GpuRows, work: ProofWork): GpuPasses {
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

/** The fields of `Mix` in the shader: factors, sums, shift and mask. */
function mixUniform({ mixWords }: Partners, segmentBits: number): Int32Array<ArrayBuffer> {
  const factor = (round: number) => (mixWords[round * 2] as number) | 1
  const sum = (round: number) => mixWords[round * 2 + 1] as number
  return Int32Array.of(factor(0), factor(1), factor(2), 0, sum(0), sum(1), sum(2), 0, Math.ceil(segmentBits / 2), 2 ** segmentBits - 1, 0, 0)
}
