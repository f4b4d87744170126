import { type Address, assert } from '@infinitio/domain'
import { contribution } from '../factors/contribution.ts'
import { demand } from '../factors/demand.ts'
import { diversity } from '../factors/diversity.ts'
import { history } from '../factors/history.ts'
import { quality } from '../factors/quality.ts'
import { stability } from '../factors/stability.ts'
import { divDown } from '../fixed/wad.ts'
import type { NodeInputs } from '../emission/nodeEmission.ts'
import { siteSquares } from '../emission/siteSquares.ts'
import type { ClassFacts, EpochFacts, NodeFacts, ProviderFacts } from './epochFacts.ts'

/** A node that earns in the epoch, with the inputs from which its earnings follow. */
export type EarningNode = { facts: NodeFacts; inputs: NodeInputs }

/** A node with its compute. `at` is the node's index in the facts. */
type ComputingNode = { facts: NodeFacts; compute: bigint; classCompute: bigint; at: number }

const secondsPerHour = 3_600n

/**
 * Returns the nodes that earn in an epoch, in the order of the facts. A node earns if it has counted GPU time, and if its provider has staked the required G
 * and has a verified first task. Each provider's fraction of all compute is calculated over these nodes only. Asserts that every node, provider and class
 * appears once, and that the class of each node exists.
 */
export function nodesOfEpoch(epoch: EpochFacts): EarningNode[] {
  const classes = onlyOnce(epoch.classes, ({ classId }) => classId)
  const providers = onlyOnce(epoch.providers, ({ provider }) => provider)
  onlyOnce(epoch.nodes, ({ node }) => node)
  const byProvider = new Map<Address, ComputingNode[]>()
  let computeOfAll = 0n
  for (const [at, facts] of epoch.nodes.entries()) {
    const ofClass = classes.get(facts.classId)
    assert(ofClass !== undefined && facts.provenGpuSeconds >= 0n, 'a node has a class, and no negative time')
    const provider = providers.get(facts.provider)
    if (provider === undefined || !provider.isBonded || !provider.hasVerifiedTask) continue
    const compute = (facts.provenGpuSeconds * ofClass.referencePerGpu) / secondsPerHour
    if (compute === 0n) continue
    computeOfAll += compute
    const others = byProvider.get(facts.provider)
    const classCompute = (facts.classGpuSeconds * ofClass.referencePerGpu) / secondsPerHour
    if (others === undefined) byProvider.set(facts.provider, [{ facts, compute, classCompute, at }])
    else others.push({ facts, compute, classCompute, at })
  }
  const demands = demandOfClasses(epoch)
  const earning = new Array<EarningNode | undefined>(epoch.nodes.length)
  for (const [address, nodes] of byProvider) {
    const provider = providers.get(address)
    assert(provider !== undefined, 'an earning provider is known')
    const common = inputsOfProvider({ provider, nodes, computeOfAll }, epoch)
    for (const { facts, compute, at } of nodes)
      earning[at] = {
        facts,
        inputs: {
          ...common,
          referenceGpuHours: compute,
          quality: quality(facts.quality, epoch.parameters),
          stability: stability(facts.stability, epoch.parameters),
          demand: demands.get(facts.classId) ?? 0n,
          provenEnergy: facts.provenEnergy,
          burned: facts.burned,
        },
      }
  }
  return earning.filter((node) => node !== undefined)
}

type ProviderInputs = Pick<NodeInputs, 'contribution' | 'history' | 'diversity' | 'computeShare' | 'siteSquares'>

function inputsOfProvider(
  { provider, nodes, computeOfAll }: { provider: ProviderFacts; nodes: ComputingNode[]; computeOfAll: bigint },
  { parameters }: EpochFacts,
): ProviderInputs {
  const byClass = Map.groupBy(nodes, ({ facts }) => facts.classId)
  const ofClasses = [...byClass.values()].map((list) => list.reduce((sum, { classCompute }) => sum + classCompute, 0n))
  const total = nodes.reduce((sum, { compute }) => sum + compute, 0n)
  return {
    contribution: contribution(provider.contributions, parameters),
    history: history(provider.past, parameters),
    diversity: diversity(ofClasses, parameters),
    computeShare: divDown(total, computeOfAll),
    siteSquares: siteSquares(computeOfSites(nodes)),
  }
}

/**
 * Returns the compute of each site of a provider. A node that did not pass the newest slot of GPU proofs has no site in it. Its compute counts at the largest
 * site, so that nobody gains a site by answering some slots only.
 */
function computeOfSites(nodes: ComputingNode[]): bigint[] {
  const sums = new Map<number, bigint>()
  let unknown = 0n
  for (const { facts, compute } of nodes) {
    if (facts.site === 0) unknown += compute
    else sums.set(facts.site, (sums.get(facts.site) ?? 0n) + compute)
  }
  const [largest = 0n, ...others] = [...sums.values()].toSorted((one, other) => (one > other ? -1 : 1))
  return [largest + unknown, ...others]
}

function demandOfClasses({ classes, parameters }: EpochFacts): Map<number, bigint> {
  const requestsOfAll = classes.reduce((sum, { requests }) => sum + requests, 0n)
  const tokensOfAll = classes.reduce((sum, { tokens }) => sum + tokens, 0n)
  const demandOf = ({ requests, tokens }: ClassFacts) =>
    demand({ requestsOfClass: requests, requestsOfAll, tokensOfClass: tokens, tokensOfAll }, parameters)
  return new Map(classes.map((ofClass) => [ofClass.classId, demandOf(ofClass)]))
}

function onlyOnce<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item> {
  const map = new Map<Key, Item>()
  for (const item of items) map.set(keyOf(item), item)
  assert(map.size === items.length, 'each node, provider and class is told once')
  return map
}
