import { fillShader } from './fillShader.ts'
import { productShader, tileOf } from './productShader.ts'
import { foldShader } from './treeShader.ts'

/** The compiled GPU programs of a prover on one device. */
export type ProofPipelines = {
  readonly device: GPUDevice
  readonly fill: GPUComputePipeline
  readonly product: GPUComputePipeline
  readonly fold: GPUComputePipeline
}

/**
 * Compiles the GPU programs of a prover for segments (groups of consecutive rows) of 2^segmentBits rows. This takes time, so call it before a slot (a block at
 * which machines prove their GPUs). Rejects with the compiler's message if the device cannot run them.
 */
export async function compileProofPipelines(device: GPUDevice, segmentBits: number): Promise<ProofPipelines> {
  const { rows: rowsOfTile, levels: levelsOfTile } = tileOf(segmentBits)
  const compile = (code: string, constants: Record<string, number> = {}) =>
    device.createComputePipelineAsync({ layout: 'auto', compute: { module: device.createShaderModule({ code }), entryPoint: 'main', constants } })
  const [fill, product, fold] = await Promise.all([compile(fillShader), compile(productShader, { rowsOfTile, levelsOfTile }), compile(foldShader)])
  return { device, fill, product, fold }
}
