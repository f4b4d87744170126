import { type Address, assert, type Hex32 } from '@infinitio/domain'
import { type EpochInputs, type NodeEmission, nodeEmission } from '../emission/nodeEmission.ts'
import { payableOf } from '../emission/payableOf.ts'
import { programmeShare } from '../emission/programmeShare.ts'
import { rebateOf } from '../emission/rebateOf.ts'
import { demandSlope } from '../factors/demandSlope.ts'
import { least } from '../fixed/wad.ts'
import { type MerkleTree, merkleTree, rootOf } from '../merkle/merkleTree.ts'
import type { EpochFacts, ProgrammeFacts } from './epochFacts.ts'
import type { EpochBudget } from './epochTerms.ts'
import { type EpochLeaf, leafHash } from './leafHash.ts'
import { type EarningNode, nodesOfEpoch } from './nodesOfEpoch.ts'

/**
 * The earnings of one node, with all inputs from which they are calculated. Amounts are PToken base units. Bit i of `shares` is set if the node earns from
 * incentive programme budget i of the epoch.
 */
export type EarnedNode = EarningNode & NodeEmission & { rebate: bigint; programmes: bigint; shares: bigint }

/** The most budgets of incentive programmes that the contract accepts in one epoch. */
const mostBudgets = 16

/** A calculated epoch. */
export type BuiltEpoch = {
  /**
   * One Merkle leaf for each provider that was ever paid, sorted by address. A leaf contains the provider's total pay so far. `tree` is the Merkle tree over
   * the hashes of these leaves (`leafHash`).
   */
  leaves: EpochLeaf[]
  tree: MerkleTree | null
  /** The Merkle root over `leaves`; 32 zero bytes before the first payment. */
  root: Hex32
  /** The payments of this epoch, in PToken base units. This amount must be reserved from the surplus before the root counts. */
  total: bigint
  /** The sum of all nodes' earnings in PToken base units, before `available` limits it. */
  due: bigint
  /**
   * The most that the epoch may pay, in PToken base units. It is the smaller of two amounts:
   * - the surplus (reserve minus PToken supply), plus the payments of incentive programmes;
   * - the forecast capacity, which is the value of the GPU time that providers can deliver in the epoch.
   */
  available: bigint
  /** The inputs of the emission formula that are the same for all nodes of the epoch. */
  common: EpochInputs
  /** The budgets that incentive programmes pay out in this epoch, sorted by the number of the programme. */
  budgets: EpochBudget[]
  nodes: EarnedNode[]
}

/**
 * Calculates an epoch from public data: each node's earnings, one Merkle leaf with the total pay of each provider, and the root of these leaves. The result
 * does not depend on the order of the facts. All leaves together grow by `total`, which never exceeds `available`. Asserts that the facts are valid (see
 * `nodesOfEpoch`), because validators must never sign invalid facts.
 */
export function buildEpoch(facts: EpochFacts): BuiltEpoch {
  const { nodes, budgets, common } = earnedNodes(facts)
  const dueTo = new Map<Address, bigint>()
  let due = 0n
  for (const { facts: node, rebate, programmes } of nodes) {
    dueTo.set(node.provider, (dueTo.get(node.provider) ?? 0n) + rebate + programmes)
    due += rebate + programmes
  }
  const spent = budgets.reduce((sum, { budget }) => sum + budget, 0n)
  const available = least(facts.surplus + spent, facts.forecastCapacity)
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
  return { leaves, tree, root, total, due, available, common, budgets, nodes }
}

function earnedNodes(facts: EpochFacts): Pick<BuiltEpoch, 'nodes' | 'budgets' | 'common'> {
  const { parameters } = facts
  const earning = nodesOfEpoch(facts)
  const common = { activeNodes: BigInt(earning.length), slope: demandSlope(facts.sold, parameters) }
  const nodes = earning.map((node) => {
    const { emission, weight } = nodeEmission(node.inputs, common, parameters)
    return { ...node, emission, weight, rebate: rebateOf({ emission, burned: node.inputs.burned }, parameters), programmes: 0n, shares: 0n }
  })
  const budgets: EpochBudget[] = []
  for (const offered of facts.programmes.toSorted((a, b) => a.programme - b.programme)) {
    const inside = nodes.filter(isOf(offered))
    const weightOfAll = inside.reduce((sum, { weight }) => sum + weight, 0n)
    // Skip a budget of 0, a budget from which no node may get a part, and every budget after sixteen were accepted.
    if (offered.budget === 0n || weightOfAll === 0n || budgets.length === mostBudgets) continue
    const { programme, budget } = offered
    assert(budgets.at(-1)?.programme !== programme, 'each programme is told once')
    const bit = 1n << BigInt(budgets.length)
    budgets.push({ programme, budget, weightOfAll })
    for (const node of inside) {
      node.programmes += programmeShare({ budget, weight: node.weight, weightOfAll })
      node.shares |= bit
    }
  }
  return { nodes, budgets, common }
}

function isOf({ classId, region }: ProgrammeFacts): (node: EarningNode) => boolean {
  // If a node's GPUs took no part in GPU proofs because of a lease, the node gets only its rebate. Otherwise, a provider with one card could register many
  // nodes, rent them itself, and earn from incentive programmes with each.
  return ({ facts }) => !facts.isRebateOnly && (classId === null || facts.classId === classId) && (region === null || facts.region === region)
}

function hexOf(bytes: Uint8Array): Hex32 {
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
