import { address, hex32, zeroHex32 } from '@infinitio/domain'
import { economyParameters, type EpochDocument } from '@infinitio/sdk/emission'
import { expect, it } from 'vitest'
import { concentrationOf } from './concentrationOf.ts'
import { earningsOf } from './earningsOf.ts'

it('concentration is of providers, whose every node has the share of all, and half of it is not more than half', () => {
  expect(concentrationOf(epochOf([[100], [], []]))).toEqual({ providers: 1, hhi: `${10n ** 18n}`, gini: '0', nakamoto: 1 })
  expect(concentrationOf(epochOf([[50, 50], [30], [20]]))).toEqual({
    providers: 3,
    hhi: `${38n * 10n ** 16n}`,
    gini: '200000000000000000',
    nakamoto: 2,
  })
  expect(concentrationOf(epochOf([[10], [60], [30]]))).toMatchObject({ nakamoto: 1 })
  expect(concentrationOf(epochOf([[]]))).toEqual({ providers: 0, hhi: '0', gini: '0', nakamoto: 0 })
})

it('sums earnings by class and by region, largest first, and lists nodes without a name separately', () => {
  const burned = [100n, 50n, 200n]
  const { terms, leaves } = epochOf([[50, 50], [30]])
  const served = leaves.map((leaf) => ({
    ...leaf,
    inputs: {
      ...leaf.inputs,
      shares: leaf.inputs.shares.map(({ nodeId, node }) => ({
        nodeId,
        node: { ...node, referenceGpuHours: 10n ** 18n, quality: 10n ** 18n, burned: burned.shift() ?? 0n },
        programmes: 0n,
      })),
    },
  }))
  const place = { nodeId: '', provider: served[0]?.provider ?? '', registeredAt: 1n, classId: 7, className: 'H100', regionId: 1, regionName: 'eu' }
  // The map from nodes to their class and region (`places`) lacks the third node.
  const [one = '', two = ''] = served.flatMap(({ inputs }) => inputs.shares.map(({ nodeId }) => nodeId))
  const places = new Map([
    [one, place],
    [two, { ...place, classId: 8, className: 'A100' }],
  ])
  const { classes, regions } = earningsOf({ terms, leaves: served }, { places, parameters: economyParameters() })
  const hour = { nodes: 1, referenceGpuHours: `${10n ** 18n}` }
  // In this example, emission returns four fifths of the burned fees to machines.
  expect(classes).toEqual([
    { id: null, name: null, ...hour, burned: '200', earned: '160' },
    { id: 7, name: 'H100', ...hour, burned: '100', earned: '80' },
    { id: 8, name: 'A100', ...hour, burned: '50', earned: '40' },
  ])
  expect(regions).toMatchObject([
    { id: null, earned: '160' },
    { id: 1, name: 'eu', nodes: 2, earned: '120' },
  ])
})

/** Builds the document of an emission epoch. Each inner list belongs to one provider and contains the shares of that provider's nodes in percent. */
function epochOf(providers: number[][]): EpochDocument {
  const factors = { quality: 0n, contribution: 0n, history: 0n, stability: 0n, diversity: 0n, demand: 0n, provenEnergy: 0n }
  const money = { total: 0n, due: 0n, available: 0n, burned: 0n }
  const common = { activeNodes: 1n, slope: 0n }
  return {
    terms: { ...money, epoch: 1n, previous: 0n, parametersVersion: 1, common, budgets: [], leaves: zeroHex32, inputs: zeroHex32 },
    leaves: providers.map((shares, place) => ({
      provider: address(`0x${`${place + 1}`.padStart(40, '0')}`),
      cumulative: 1n,
      inputs: {
        ...{ before: 0n, isBonded: true, hasVerifiedTask: true },
        sums: [0n],
        shares: shares.map((percent, at) => ({
          nodeId: hex32(`0x${`${place + 1}${at}`.padStart(64, '0')}`),
          node: { ...factors, referenceGpuHours: 1n, siteSquares: 1n, burned: 0n, computeShare: BigInt(percent) * 10n ** 16n },
          programmes: 0n,
        })),
      },
    })),
  }
}
