import {
  bytesOfWords,
  columnCount,
  columnsAfter,
  hashLeaf,
  hashWords,
  hexAt,
  levelsAbove,
  multiplyRow,
  nodeBytes,
  partnerOf,
  partnersAfter,
  pathIn,
  type ProofCommit,
  type ProofOpening,
  rootBefore,
  rowBytes,
  rowWords,
  type Sample,
  treeDepth,
} from '@infinitio/domain/proofs'
import type { KeptLevels } from './gpuTree.ts'
import type { GpuRows, RowSegment } from './gpuRows.ts'
import { readWords } from './readWords.ts'
import { foldLevels } from './treeShader.ts'

/**
 * One pass of a proof (one multiplication of all rows of the matrix A). It has the rows of A and the stored levels of the pass's Merkle tree, so that single
 * rows can be revealed later.
 */
export type OpenablePass = { readonly device: GPUDevice; readonly a: GpuRows; readonly commit: ProofCommit; readonly kept: KeptLevels }

/**
 * Returns the data with which one row is revealed: its values and its path in the pass's Merkle tree. The lowest levels of the tree are not stored, so the
 * subtree around the row is calculated again on the GPU.
 */
export async function openGpuRow({ device, a, commit, kept }: OpenablePass, { row, pass }: Sample): Promise<ProofOpening> {
  const { rows } = commit.work
  const size = 2 ** kept.height
  const first = row - (row % size)
  const products = await productsOf({ device, a, commit, pass }, { first, count: Math.min(size, rows - first) })
  const leaves = new Uint8Array((products.length / columnCount) * nodeBytes)
  for (let at = 0; at * columnCount < products.length; at += 1)
    leaves.set(hashLeaf(bytesOfWords(products.subarray(at * columnCount, (at + 1) * columnCount))), at * nodeBytes)
  const path = [...pathIn(levelsAbove(leaves, kept.height), row - first), ...pathAbove(kept, first / size, treeDepth(rows))]
  return { row, pass, product: hexAt(products, (row - first) * columnCount), path }
}

/**
 * Returns the sibling nodes on the path from a node of the lowest stored level up to the root. Between two stored levels, calculates only the one group of
 * nodes around the path again.
 */
function pathAbove({ height, levels }: KeptLevels, node: number, depth: number): ReturnType<typeof pathIn> {
  return levels.flatMap((level, at) => {
    const isLast = at === levels.length - 1
    const index = Math.floor(node / 2 ** (foldLevels * at))
    const from = isLast ? 0 : index - (index % 2 ** foldLevels)
    const words = isLast ? level : level.subarray(from * hashWords, (from + 2 ** foldLevels) * hashWords)
    return pathIn(levelsAbove(bytesOfWords(words), isLast ? depth - height - foldLevels * at : foldLevels), index - from)
  })
}

type PassRows = Omit<OpenablePass, 'kept'> & { readonly pass: number }

async function productsOf({ device, a, commit, pass }: PassRows, { first, count }: { first: number; count: number }): Promise<Int32Array> {
  const root = rootBefore(commit, pass)
  const partners = partnersAfter(root, commit.work)
  const columns = columnsAfter(root)
  const staging = device.createBuffer({ size: 2 * count * rowBytes, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST })
  const commands = device.createCommandEncoder()
  const copyRow = (row: number, to: number) => {
    const segmentRows = 2 ** commit.work.segmentBits
    const { buffer, offset } = a.segments[Math.floor(row / segmentRows)] as RowSegment
    commands.copyBufferToBuffer(buffer, offset + (row % segmentRows) * rowBytes, staging, to * rowBytes, rowBytes)
  }
  for (let at = 0; at < count; at += 1) {
    copyRow(first + at, at)
    copyRow(partnerOf(partners, first + at, commit.work.segmentBits), count + at)
  }
  device.queue.submit([commands.finish()])
  const words = await readWords(staging)
  staging.destroy()
  const products = new Int32Array(count * columnCount)
  for (let at = 0; at < count; at += 1)
    multiplyRow(words, { row: at * rowWords, partner: (count + at) * rowWords }, columns, products, at * columnCount)
  return products
}
