import { hex32 } from '@infinitio/domain'
import { concatHex, encodeAbiParameters, type Hex, keccak256, numberToHex, stringToHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { addressOf, inventedEpoch } from '../../test/inventedEpoch.ts'
import { chunkSums } from './chunkSums.ts'
import { type Chunk, chunkOf, chunkTree } from './chunkTree.ts'
import { describeEpoch, type ShownLeaf } from './describeEpoch.ts'
import { earnedOf } from '../emission/earnedOf.ts'
import { emissionAbi } from '../../../chain/src/generated/emissionAbi.ts'
import { repeatedNode } from './repeatedNode.ts'
import { topOfLeaf, wrongPart } from './wrongPart.ts'

const domain = { chainId: 31_337n, emission: addressOf(0xe0), epoch: 495_000n }
const provider = addressOf(1)
const place = { previous: 494_990n, parametersVersion: 3 }

describe('the sum tree over a provider’s nodes', () => {
  const { document, parameters } = epochOf(10_000)
  const [leaf] = document.leaves
  if (leaf === undefined) throw new Error('one leaf')

  test('has 157 chunks for 10,000 nodes, each of which leads to the root by its index', () => {
    const tree = chunkTree(domain)(provider, leaf.inputs)
    expect([tree.depth, tree.sums.length]).toEqual([8, 511])
    const known = new Set<string>()
    for (let index = 0; index < 256; index += 1) {
      const chunk = chunkOf(tree, { shares: leaf.inputs.shares, index })
      expect(plainRoot(chunk)).toEqual({ root: tree.root, sum: tree.sums[0] })
      for (const { nodeId } of chunk.shares) known.add(nodeId)
      expect(chunk.shares.length).toBe(index < 156 ? 64 : index === 156 ? 16 : 0)
    }
    expect(known.size).toBe(10_000)
    const earned = leaf.inputs.shares.map((share) => earnedOf(share, { terms: document.terms, parameters }))
    expect(tree.sums[0]).toBe(earned.reduce((sum, { rebate, programmeShares }) => sum + rebate + programmeShares, 0n))
  })

  test('is correct in every part of an honest epoch, with nodes sorted by id', () => {
    expect(wrongPart(document.terms, { leaf, parameters })).toBeNull()
    expect(repeatedNode(document.leaves)).toBeNull()
    const ids = leaf.inputs.shares.map(({ nodeId }) => nodeId)
    expect(ids).toEqual(ids.toSorted())
  })

  test('returns a chunk that shows a wrong sum of a chunk, of an inner node or of the root', () => {
    const { sums } = leaf.inputs
    const wrongAt = (at: number) => wrong({ ...leaf, inputs: { ...leaf.inputs, sums: sums.map((sum, index) => (index === at ? sum + 1n : sum)) } })
    const pair = sums[127 + 38] ?? 0n
    // Chunks (groups of machines) 76 and 77 have the same parent in the sum tree. Its sum is wrong, so chunk 76, which comes first and is itself correct,
    // already shows the error.
    expect(wrongAt(255 + 77)).toEqual({ chunk: 76, published: pair, expected: pair + 1n })
    const chunk = sums[255 + 76] ?? 0n
    expect(wrongAt(255 + 76)).toEqual({ chunk: 76, published: chunk + 1n, expected: chunk })
    // An inner node on the fifth level of the sum tree has 16 chunks (groups of machines) below it. For this one they begin with chunk 32, so chunk 32 shows
    // the error.
    const inner = sums[15 + 2] ?? 0n
    expect(wrongAt(15 + 2)).toEqual({ chunk: 32, published: inner + 1n, expected: inner })
    // If the sum at the root is wrong, the test raises the payment in the provider's leaf by the same amount. So the top of the leaf fits the payment, and the
    // first chunk (group of machines) shows the error.
    const root = sums[0] ?? 0n
    expect(wrongAt(0)).toEqual({ chunk: 0, published: root + 1n, expected: root })
    // A chunk of the sum tree without nodes has a sum of 0.
    expect(wrongAt(255 + 200)).toEqual({ chunk: 200, published: 1n, expected: 0n })
    expect(wrong({ ...leaf, cumulative: leaf.cumulative + 1n })).toEqual({
      ...{ chunk: topOfLeaf, published: leaf.cumulative + 1n, expected: leaf.cumulative },
    })
  })

  test('returns a chunk that cannot be calculated', () => {
    const shares = leaf.inputs.shares.map((share, at) => (at === 640 ? { ...share, node: { ...share.node, quality: 10n ** 18n + 1n } } : share))
    expect(wrong({ ...leaf, inputs: { ...leaf.inputs, shares } })).toMatchObject({ chunk: 10, expected: null })
  })

  test('returns both positions of a node that counts twice, for one provider or for two', () => {
    const [first] = leaf.inputs.shares
    if (first === undefined) throw new Error('a node')
    const shares = leaf.inputs.shares.map((share, at) => (at === 6_405 ? { ...share, nodeId: first.nodeId } : share))
    const one = { provider, chunk: 0, position: 0 }
    expect(repeatedNode([{ ...leaf, inputs: { ...leaf.inputs, shares } }])).toEqual([one, { provider, chunk: 100, position: 5 }])
    const other = addressOf(2)
    expect(repeatedNode([leaf, { ...leaf, provider: other, inputs: { ...leaf.inputs, shares: [first], sums: [0n] } }])).toEqual([
      one,
      { provider: other, chunk: 0, position: 0 },
    ])
  })

  test('is one empty chunk without nodes, and asserts a sum for each node of the tree', () => {
    expect(chunkSums([])).toEqual([0n])
    expect(chunkTree(domain)(provider, { shares: [], sums: [0n] }).depth).toBe(0)
    expect(() => chunkTree(domain)(provider, { shares: [], sums: [0n, 0n, 0n] })).toThrow('each node of a tree has a sum')
    expect(() => chunkTree(domain)(provider, { shares: [], sums: [1n << 128n] })).toThrow('a sum fits 128 bits')
  })

  /**
   * Returns the wrong part of a provider's leaf: its top, or a chunk of its nodes. If the test has changed the sum at the root, raises the payment in the leaf
   * to the same amount, because the epoch pays all due amounts in full.
   */
  function wrong(it: ShownLeaf) {
    const due = it.inputs.sums[0] ?? 0n
    const isRaised = due !== leaf?.inputs.sums[0]
    return wrongPart({ ...document.terms, due }, { leaf: isRaised ? { ...it, cumulative: due } : it, parameters })
  }
})

/** Creates an epoch of one provider with `count` nodes. */
function epochOf(count: number) {
  const invented = inventedEpoch({ providers: 1, seed: 4 })
  const [node] = invented.nodes
  if (node === undefined) throw new Error('a node')
  const nodes = Array.from({ length: count }, (_, at) => {
    // The ids of the nodes are in another order than the nodes themselves, and each node earns a different amount.
    const id = hex32(`0x${((at * 7_919) % count).toString(16).padStart(64, '0')}`)
    return { ...node, provider, node: id, provenGpuSeconds: 3_600n, classGpuSeconds: 3_600n, burned: 10n ** 15n + BigInt(at) }
  })
  const providers = [{ provider, isBonded: true, hasVerifiedTask: true, contributions: [], past: [] }]
  const facts = { ...invented, ...domain, nodes, providers, before: [] }
  const document = describeEpoch(facts, place)
  if (document === null) throw new Error('somebody earns')
  return { document, parameters: facts.parameters }
}

/** Calculates the hashes from a chunk (group of machines) up to the root of the sum tree as the contract does, with viem's encoder. */
function plainRoot({ index, sum, shares, path }: Chunk): { root: Hex; sum: bigint } {
  const entry = emissionAbi.find((item) => item.type === 'function' && item.name === 'challenge')
  const chunkType = entry !== undefined && 'inputs' in entry ? entry.inputs.find(({ name }) => name === 'chunk') : undefined
  const sharesType = chunkType !== undefined && 'components' in chunkType ? chunkType.components.find(({ name }) => name === 'shares') : undefined
  if (sharesType === undefined) throw new Error('a chunk has shares')
  const word = { type: 'bytes32' } as const
  const bound = keccak256(
    encodeAbiParameters(
      [word, { type: 'uint256' }, { type: 'address' }, { type: 'uint64' }],
      [stringToHex('EmissionChunk', { size: 32 }), domain.chainId, domain.emission, domain.epoch],
    ),
  )
  const inner = keccak256(encodeAbiParameters([sharesType], [shares] as never))
  const types = [word, { type: 'address' }, { type: 'uint32' }, word] as const
  let root = keccak256(keccak256(encodeAbiParameters(types, [bound, provider, index, inner])))
  let stated = sum
  for (const [level, step] of path.entries()) {
    const own = concatHex([root, numberToHex(stated, { size: 32 })])
    const others = concatHex([step.sibling, numberToHex(step.siblingSum, { size: 32 })])
    root = keccak256((index >> level) % 2 === 0 ? concatHex([own, others]) : concatHex([others, own]))
    stated = step.sum
  }
  return { root, sum: stated }
}
