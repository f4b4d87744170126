import type { Hex32 } from '@infinitio/domain'
import { bytesOfWords, levelsAbove, nodeBytes, type ProofWork, rootOf, treeDepth } from '@infinitio/domain/proofs'
import { tileOf } from './productShader.ts'
import type { ProofPipelines } from './proofPipelines.ts'
import { readWords } from './readWords.ts'
import { foldGroups, foldLevels } from './treeShader.ts'

/**
 * The levels of a Merkle tree that the prover stores, as 32-bit words. The tree covers the results of one pass (one multiplication of all rows). The first
 * stored level is `height` levels above the leaves, of which there is one for each row. Each further stored level is `foldLevels` above the previous one.
 */
export type KeptLevels = { readonly height: number; readonly levels: readonly Int32Array[] }

/** The Merkle tree over the results of one pass (one multiplication of all rows of the matrix A), in the memory of a GPU. All passes use the same buffers. */
export type GpuTree = {
  /** Returns the part of a buffer to which the GPU program for a segment writes the tree nodes of that segment. */
  readonly nodesOf: (segment: number) => { buffer: GPUBuffer; offset: number; size: number }
  /** Calculates the rest of the tree, from the nodes of all segments up to the root. */
  readonly fold: () => Promise<{ root: Hex32; kept: KeptLevels }>
  readonly free: () => void
}

/**
 * Number of segments (groups of consecutive rows) that write their nodes to the same buffer. Dawn makes a dispatch wait for the last dispatch that wrote to the
 * same buffer. So consecutive dispatches work on segments of different buffers. But if each segment had its own buffer, copying the nodes would take longer
 * than folding them.
 */
export const segmentsOfBuffer = 8

/**
 * Allocates the buffers of the tree. The GPU calculates the levels from the rows up to a level of at most 128 nodes; the processor calculates the levels above
 * it.
 */
export function makeGpuTree({ device, fold }: ProofPipelines, { rows, segmentBits }: ProofWork): GpuTree {
  const tile = tileOf(segmentBits)
  const segments = rows / 2 ** segmentBits
  const size = 2 ** (segmentBits - tile.levels) * nodeBytes
  const stride = aligned(size)
  const counts = levelCounts(rows / 2 ** tile.levels)
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST
  const parts = Array.from({ length: Math.ceil(segments / segmentsOfBuffer) }, () => device.createBuffer({ size: segmentsOfBuffer * stride, usage }))
  const levels = counts.map((count) => device.createBuffer({ size: count * nodeBytes, usage }))
  const [lowest] = levels as [GPUBuffer]
  const kept = levels.length === 1 ? levels : levels.slice(1)
  const height = tile.levels + (levels.length - kept.length) * foldLevels
  const keptBytes = kept.reduce((sum, level) => sum + level.size, 0)
  const read = device.createBuffer({ size: keptBytes, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST })
  const bindings = levels.slice(1).map((upper, at) =>
    device.createBindGroup({
      layout: fold.getBindGroupLayout(0),
      entries: [levels[at] as GPUBuffer, upper].map((buffer, binding) => ({ binding, resource: { buffer } })),
    }),
  )
  const nodesOf = (segment: number) => ({
    buffer: parts[Math.floor(segment / segmentsOfBuffer)] as GPUBuffer,
    offset: (segment % segmentsOfBuffer) * stride,
    size,
  })

  function collect(commands: GPUCommandEncoder): void {
    // If the nodes of consecutive segments lie in the buffer without gaps, one copy can take the nodes of the whole buffer.
    const together = stride === size ? segmentsOfBuffer : 1
    for (let segment = 0; segment < segments; segment += together) {
      const { buffer, offset } = nodesOf(segment)
      commands.copyBufferToBuffer(buffer, offset, lowest, segment * size, Math.min(together, segments - segment) * size)
    }
  }

  return {
    nodesOf,
    async fold() {
      const commands = device.createCommandEncoder()
      collect(commands)
      for (const [at, binding] of bindings.entries()) {
        const pass = commands.beginComputePass()
        pass.setPipeline(fold)
        pass.setBindGroup(0, binding)
        pass.dispatchWorkgroups(...foldGroups(counts[at + 1] as number))
        pass.end()
      }
      const starts = kept.map((_, at) => kept.slice(0, at).reduce((sum, level) => sum + level.size, 0))
      for (const [at, level] of kept.entries()) commands.copyBufferToBuffer(level, 0, read, starts[at] as number, level.size)
      device.queue.submit([commands.finish()])
      const words = await readWords(read)
      const keptWords = kept.map((level, at) => words.subarray((starts[at] as number) / 4, ((starts[at] as number) + level.size) / 4))
      const top = levelsAbove(bytesOfWords(keptWords.at(-1) as Int32Array), treeDepth(rows) - height - (kept.length - 1) * foldLevels)
      return { root: rootOf(top), kept: { height, levels: keptWords } }
    },
    free() {
      for (const buffer of [...parts, ...levels, read]) buffer.destroy()
    },
  }
}

/** Returns the number of nodes in each tree level that the GPU calculates, from the lowest level up. */
function levelCounts(lowest: number): number[] {
  const counts = [lowest]
  for (let count = lowest; count > 2 ** foldLevels; counts.push(count)) count = Math.ceil(count / 2 ** foldLevels)
  return counts
}

/** Rounds up to a multiple of 256 bytes, because a buffer binding must start at such a multiple. */
function aligned(bytes: number): number {
  return Math.ceil(bytes / 256) * 256
}
