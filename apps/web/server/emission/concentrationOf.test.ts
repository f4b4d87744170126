import { address, zeroHex32 } from '@infinitio/domain'
import type { EpochDocument } from '@infinitio/sdk/emission'
import { expect, it } from 'vitest'
import { concentrationOf } from './concentrationOf.ts'

it('concentration is of providers, whose every node has the share of all, and half of it is not more than half', () => {
  expect(concentrationOf(epochOf([[100], [], []]))).toEqual({ providers: 1, hhi: `${10n ** 18n}`, nakamoto: 1 })
  expect(concentrationOf(epochOf([[50, 50], [30], [20]]))).toEqual({ providers: 3, hhi: `${38n * 10n ** 16n}`, nakamoto: 2 })
  expect(concentrationOf(epochOf([[10], [60], [30]]))).toMatchObject({ nakamoto: 1 })
  expect(concentrationOf(epochOf([[]]))).toEqual({ providers: 0, hhi: '0', nakamoto: 0 })
})

/** Of each provider the share, in percent, that each of its nodes has. */
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
        shares: shares.map((percent) => ({
          node: { ...factors, referenceGpuHours: 1n, siteSquares: 1n, burned: 0n, computeShare: BigInt(percent) * 10n ** 16n },
          programmes: 0n,
        })),
      },
    })),
  }
}
