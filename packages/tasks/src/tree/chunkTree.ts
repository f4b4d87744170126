import { assert, type Hex32, keccak256Hex, packWords } from '@infinitio/domain'
import { mostChunks } from '../audit/auditPlan.ts'
import { textWord } from './textWord.ts'

const leafTag = textWord('Infinitio chunk')
const nodeTag = textWord('Infinitio chunks')

/**
 * Returns the Merkle root of a task's outputs, from the hash of each chunk's output. The position of a leaf is the number of its chunk, so that no chunk can
 * have two leaves. Leaves and inner nodes are hashed with different tags, and missing leaves are 0. Calculates the same as `ChunkTreeLib`. Asserts 1 to 256
 * chunks.
 */
export function chunkRoot(outputs: readonly Hex32[]): Hex32 {
  const [root] = levelsOf(outputs).at(-1) ?? []
  assert(root !== undefined, 'a tree has a root')
  return root
}

/** Returns the Merkle path of a chunk: the siblings from its leaf up to the root. Asserts that the task has the chunk. */
export function chunkPath(outputs: readonly Hex32[], chunk: number): Hex32[] {
  assert(Number.isSafeInteger(chunk) && chunk >= 0 && chunk < outputs.length, 'a path leads to a chunk of the task')
  return levelsOf(outputs)
    .slice(0, -1)
    .map((level, height) => level[(chunk >> height) ^ 1] ?? emptyNode)
}

/**
 * Returns true if a Merkle path proves that a chunk (part of a task) has this output under a root. Returns false if it does not, also if the length of the path
 * is not the number of levels of the tree.
 */
export function isChunkProven({
  root,
  chunks,
  chunk,
  output,
  path,
}: {
  root: Hex32
  chunks: number
  chunk: number
  output: Hex32
  path: readonly Hex32[]
}): boolean {
  if (chunk >= chunks || path.length !== Math.ceil(Math.log2(chunks))) return false
  const reached = path.reduce(
    (node, sibling, height) => ((chunk >> height) & 1 ? parentOf(sibling, node) : parentOf(node, sibling)),
    leafOf(output, chunk),
  )
  return reached === root
}

const emptyNode = `0x${'0'.repeat(64)}` as Hex32

function levelsOf(outputs: readonly Hex32[]): Hex32[][] {
  assert(outputs.length >= 1 && outputs.length <= mostChunks, 'a task has 1 to 256 chunks')
  const width = 2 ** Math.ceil(Math.log2(outputs.length))
  const levels = [Array.from({ length: width }, (_, chunk) => leafAt(outputs, chunk))]
  for (let level = levels[0] ?? []; level.length > 1; ) {
    const below = level
    level = Array.from({ length: below.length / 2 }, (_, place) => parentOf(below[2 * place] ?? emptyNode, below[2 * place + 1] ?? emptyNode))
    levels.push(level)
  }
  return levels
}

function leafAt(outputs: readonly Hex32[], chunk: number): Hex32 {
  const output = outputs[chunk]
  return output === undefined ? emptyNode : leafOf(output, chunk)
}

function leafOf(output: Hex32, chunk: number): Hex32 {
  return keccak256Hex(packWords([leafTag, BigInt(chunk), BigInt(output)]))
}

/** Returns the hash of two nodes of a Merkle tree. If both are empty, their parent is empty too. */
function parentOf(left: Hex32, right: Hex32): Hex32 {
  return left === emptyNode && right === emptyNode ? emptyNode : keccak256Hex(packWords([nodeTag, BigInt(left), BigInt(right)]))
}
