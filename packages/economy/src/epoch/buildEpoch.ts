import { type Address, assert, type Hex32 } from '@infinitio/domain'
import { nodeEmission } from '../emission/nodeEmission.ts'
import { payableOf } from '../emission/payableOf.ts'
import { programmeShare } from '../emission/programmeShare.ts'
import { rebateOf } from '../emission/rebateOf.ts'
import { demandSlope } from '../factors/demandSlope.ts'
import { least } from '../fixed/wad.ts'
import { type MerkleTree, merkleTree, rootOf } from '../merkle/merkleTree.ts'
import type { EpochFacts } from './epochFacts.ts'
import { type EpochLeaf, leafHash } from './leafHash.ts'
import { type EarningNode, nodesOfEpoch } from './nodesOfEpoch.ts'

/** What one node earned, with all that its arithmetic starts from. Amounts in PToken base units. */
export type EarnedNode = EarningNode & { emission: bigint; rebate: bigint; programmes: bigint }

/** An epoch worked out. */
export type BuiltEpoch = {
  /** One a provider that was ever paid, by address. `tree` has their hashes, which `leafHash` makes. */
  leaves: EpochLeaf[]
  tree: MerkleTree | null
  /** Of the tree; 32 zero bytes while nobody was ever paid. */
  root: Hex32
  /** What this epoch pays, in PToken base units: what must be reserved of the surplus before the root counts. */
  total: bigint
  /** What was earned before the caps of surplus and forecast capacity. */
  due: bigint
  nodes: EarnedNode[]
}

/**
 * Works an epoch out from public data: what each node earned, one cumulative leaf a provider and the root over them. Everybody gets the same
 * from the same facts, in whatever order they are told. The leaves grow by `total` together, which is at most the surplus and the forecast
 * capacity. Asserts what facts must be (see `nodesOfEpoch`); facts that break it were never attested.
 */
export function buildEpoch(facts: EpochFacts): BuiltEpoch {
  const nodes = earnedNodes(facts)
  const dueTo = new Map<Address, bigint>()
  let due = 0n
  for (const { facts: node, rebate, programmes } of nodes) {
    dueTo.set(node.provider, (dueTo.get(node.provider) ?? 0n) + rebate + programmes)
    due += rebate + programmes
  }
  const available = least(facts.surplus, facts.forecastCapacity)
  const paid = new Map(facts.before.map(({ provider, cumulative }) => [provider, cumulative]))
  assert(paid.size === facts.before.length, 'what was paid before is told once a provider')
  let total = 0n
  for (const [provider, amount] of dueTo) {
    const now = payableOf(amount, { dueToAll: due, available })
    total += now
    if (now > 0n) paid.set(provider, (paid.get(provider) ?? 0n) + now)
  }
  assert(total <= available, 'an epoch pays no more than is reserved')
  const leaves = [...paid].map(([provider, cumulative]) => ({ provider, cumulative })).sort((a, b) => (a.provider < b.provider ? -1 : 1))
  const tree = leaves.length === 0 ? null : merkleTree(leaves.map(leafHash(facts)))
  const root: Hex32 = tree === null ? `0x${'0'.repeat(64)}` : hexOf(rootOf(tree))
  return { leaves, tree, root, total, due, nodes }
}

function earnedNodes(facts: EpochFacts): EarnedNode[] {
  const { parameters } = facts
  const earning = nodesOfEpoch(facts)
  const epoch = { activeNodes: BigInt(earning.length), slope: demandSlope(facts.sold, parameters) }
  const nodes = earning.map((node) => {
    const emission = nodeEmission(node.inputs, epoch, parameters)
    return { ...node, emission, rebate: rebateOf({ emission, burned: node.inputs.burned }, parameters), programmes: 0n }
  })
  for (const { budget, classId, region } of facts.programmes) {
    const inside = nodes.filter((node) => (classId === null || node.facts.classId === classId) && (region === null || node.facts.region === region))
    const emissionOfAll = inside.reduce((sum, { emission }) => sum + emission, 0n)
    for (const node of inside) node.programmes += programmeShare({ budget, emission: node.emission, emissionOfAll })
  }
  return nodes
}

function hexOf(bytes: Uint8Array): Hex32 {
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
