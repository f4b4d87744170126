import { describe, expect, test } from 'vitest'
import { inventedEpoch } from '../../test/inventedEpoch.ts'
import { divDown, WAD } from '../fixed/wad.ts'
import { bestLever, buildEpoch, describeEpoch, type EpochFacts, type Lever } from '../index.ts'

const facts = inventedEpoch({ providers: 300, seed: 6_001 })
const { parameters } = facts
const epochOf = (given: EpochFacts) => describeEpoch(given, { previous: 0n, parametersVersion: 1 }) ?? expect.unreachable()

describe('the best lever of a node', () => {
  test('equals the result of the whole epoch when its provider makes the change', () => {
    const { terms } = epochOf(facts)
    const built = buildEpoch(facts)
    const seen = new Set<string>()
    for (const { facts: node, inputs, shares } of built.nodes) {
      const lever = bestLever({ node: inputs, programmes: shares }, { terms, parameters, classes: null })
      if (lever === null || seen.has(lever.name) || lever.name === 'leases') continue
      seen.add(lever.name)
      const pulled = buildEpoch(withLever(node.node, lever.name))
      const after = pulled.nodes.find((it) => it.facts.node === node.node) ?? expect.unreachable()
      expect({ name: lever.name, couldEarn: after.rebate + after.programmes }).toEqual({ name: lever.name, couldEarn: lever.couldEarn })
      const now = built.nodes.find((it) => it.facts.node === node.node) ?? expect.unreachable()
      expect(lever.earned).toBe(now.rebate + now.programmes)
    }
    expect([...seen].sort()).toEqual(['contribution', 'environment', 'stability'])
  })

  test('may be another class, even though that counts towards the threshold', () => {
    const node = { ...oneNode(), computeShare: WAD / 100n, stability: WAD - 1n, contribution: WAD, provenEnergy: WAD }
    const place = { terms: termsOf(), parameters, classes: [node.referenceGpuHours] }
    const lever = bestLever({ node, programmes: 1n }, place) ?? expect.unreachable()
    expect([lever.name, lever.from]).toEqual(['diversity', 0n])
    expect(lever.to).toBe(divDown(WAD, 3n * WAD))
    // The provider has more than a tenth of all compute here. A new class would increase this fraction, and a larger fraction lowers its total pay.
    expect(bestLever({ node: { ...node, computeShare: WAD / 2n }, programmes: 1n }, place)?.name).toBe(undefined)
  })

  test('is more leases when the burned amount limits the rebate and no programme pays', () => {
    const node = { ...oneNode(), burned: 10n }
    const lever = bestLever({ node, programmes: 0n }, { terms: { ...termsOf(), budgets: [] }, parameters, classes: null })
    expect(lever).toEqual({ name: 'leases', from: 10n, to: 10n, earned: 8n, couldEarn: 8n } satisfies Lever)
  })
})

function oneNode() {
  const none = { quality: WAD / 2n, contribution: 0n, history: WAD / 4n, stability: WAD / 2n, diversity: 0n, demand: 0n, provenEnergy: 0n }
  return { ...none, referenceGpuHours: WAD, computeShare: WAD / 100n, siteSquares: WAD, burned: 10n ** 24n }
}

function termsOf() {
  return { common: { activeNodes: 10n, slope: 0n }, budgets: [{ programme: 1, budget: WAD, weightOfAll: 10n ** 24n }] }
}

/**
 * Returns the facts of the same epoch after one improvement: the node was always present, its provider has an accepted contribution, or all the node's energy
 * is proven green.
 */
function withLever(id: string, name: Lever['name']): EpochFacts {
  const provider = facts.nodes.find(({ node }) => node === id)?.provider
  return {
    ...facts,
    nodes: facts.nodes.map((node) => {
      if (node.node !== id) return node
      if (name === 'stability') return { ...node, stability: { availability: WAD, faultRate: 0n } }
      return name === 'environment' ? { ...node, provenEnergy: WAD } : node
    }),
    providers: facts.providers.map((it) => {
      if (it.provider !== provider || name !== 'contribution') return it
      return { ...it, contributions: [{ value: WAD, ageSeconds: 0n }] }
    }),
  }
}
