import type { leverNames } from '@infinitio/domain'
import type { EpochTerms } from '../epoch/epochTerms.ts'
import type { NodeShare } from '../epoch/chunkTree.ts'
import { diversity } from '../factors/diversity.ts'
import { environment } from '../factors/environment.ts'
import { stability } from '../factors/stability.ts'
import { divDown, WAD } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'
import { earnedOf } from './earnedOf.ts'
import { nodeEmission, type NodeInputs } from './nodeEmission.ts'

/**
 * A change with which a provider would have earned more. `from` and `to` are the present and the possible value of the factor `name`, in 1e18 fixed point; for
 * `leases` they are burned fees in PToken base units. `earned` and `couldEarn` are what the node earned and would have earned, in PToken base units.
 */
export type Lever = { name: (typeof leverNames)[number]; from: bigint; to: bigint; earned: bigint; couldEarn: bigint }

/**
 * The facts that a node's earnings depend on, besides its own inputs: the terms and the parameters of the epoch, and the compute of the node's provider in each
 * class of GPUs. `classes` is null if that is unknown.
 */
export type LeverPlace = { terms: Pick<EpochTerms, 'common' | 'budgets'>; parameters: EconomyParameters; classes: readonly bigint[] | null }

type Change = { name: Lever['name']; from: bigint; to: bigint; node: NodeInputs }

/**
 * Returns the one change that would have raised a node's pay most in its epoch. Tries these changes:
 * - the node is always present, without faults;
 * - its provider has a whole accepted contribution;
 * - its provider has one more class of GPUs, as large as its other classes on average;
 * - all the node's energy is proven green.
 * If no change would have paid and the fees that the node's leases burn limit the rebate, returns `leases`. Otherwise returns null if no change would have
 * paid.
 */
export function bestLever(share: Omit<NodeShare, 'nodeId'>, place: LeverPlace): Lever | null {
  const now = earnedOf(share, place)
  const earned = now.rebate + now.programmeShares
  let best: Lever | null = null
  for (const { name, from, to, node } of changesOf(share.node, place)) {
    const couldEarn = earnedThen({ node, programmes: share.programmes }, { ...place, weightNow: now.weight })
    if (couldEarn > (best?.couldEarn ?? earned)) best = { name, from, to, earned, couldEarn }
  }
  if (best !== null || now.rebate === now.emission) return best
  return { name: 'leases', from: share.node.burned, to: share.node.burned, earned, couldEarn: earned }
}

function changesOf(node: NodeInputs, { parameters, classes }: LeverPlace): Change[] {
  const whole = stability({ availability: WAD, faultRate: 0n }, parameters)
  const changes: Change[] = [
    { name: 'stability', from: node.stability, to: whole, node: { ...node, stability: whole } },
    { name: 'contribution', from: node.contribution, to: WAD, node: { ...node, contribution: WAD } },
    { name: 'environment', ...environments(node, parameters), node: { ...node, provenEnergy: WAD } },
  ]
  const more = classes === null || node.computeShare === 0n ? null : withClass(node, { classes, parameters })
  return more === null ? changes : [...changes, { name: 'diversity', from: node.diversity, to: more.diversity, node: more }]
}

function environments({ provenEnergy }: NodeInputs, parameters: EconomyParameters): { from: bigint; to: bigint } {
  return { from: environment(provenEnergy, parameters), to: environment(WAD, parameters) }
}

/**
 * Returns the inputs with one more class, as large as the provider's other classes on average. Its share of all compute grows too. Returns null for a provider
 * without compute.
 */
function withClass(node: NodeInputs, { classes, parameters }: { classes: readonly bigint[]; parameters: EconomyParameters }): NodeInputs | null {
  const own = classes.reduce((sum, compute) => sum + compute, 0n)
  if (classes.length === 0 || own === 0n) return null
  const added = own / BigInt(classes.length)
  const all = divDown(own, node.computeShare)
  const share = divDown(own + added, all + added)
  return { ...node, diversity: diversity([...classes, added], parameters), computeShare: share > WAD ? WAD : share }
}

/** Returns what a node would earn with changed inputs. Like `earnedOf`, but the sums of weights include the node's new weight. */
function earnedThen(share: Omit<NodeShare, 'nodeId'>, { terms, parameters, weightNow }: Omit<LeverPlace, 'classes'> & { weightNow: bigint }): bigint {
  const { weight } = nodeEmission(share.node, terms.common, parameters)
  const budgets = terms.budgets.map((budget) => ({ ...budget, weightOfAll: budget.weightOfAll - weightNow + weight }))
  const { rebate, programmeShares } = earnedOf(share, { terms: { ...terms, budgets }, parameters })
  return rebate + programmeShares
}
