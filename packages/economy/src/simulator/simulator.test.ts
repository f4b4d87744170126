import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryEpoch, arbitraryNode, arbitraryParameters } from '../../test/arbitraryNodes.ts'
import { economyParameters, nodeEmission, readChanges, simulate } from '../index.ts'
import { concentrationOf } from './concentrationOf.ts'
import { fastConcentration, fastEmission, fastEpoch, fastParameters } from './fastEmission.ts'

const part = (value: bigint) => Number(value) / 1e18

describe('the fast path', () => {
  test('equals the integer payments, to 1e-9 of them and 100 base units', () => {
    const changed = arbitraryParameters.map((it) => economyParameters(it))
    fc.assert(
      fc.property(arbitraryNode, arbitraryEpoch, changed, (node, epoch, parameters) => {
        const p = fastParameters(parameters)
        const fastOf = (factors: bigint[]) =>
          fastEmission(
            {
              gpuHours: part(node.referenceGpuHours),
              added: factors.reduce((sum, it) => sum + part(it), 0),
              provenEnergy: part(node.provenEnergy),
              concentration: fastConcentration(part(node.computeShare), p),
              siteSquares: part(node.siteSquares),
            },
            fastEpoch({ activeNodes: Number(epoch.activeNodes), slope: part(epoch.slope) }, p),
            p,
          )
        // If N and R are very small, 1e18 fixed point has few digits, and the two results differ more. The simulator never has so many nodes or such trends of
        // demand.
        if (epoch.activeNodes > 10n ** 6n || epoch.slope < -(10n ** 17n)) return
        const { emission, weight } = nodeEmission(node, epoch, parameters)
        const proven = [node.quality, node.contribution, node.stability, node.diversity]
        for (const [fast, exact] of [
          [fastOf([...proven, node.history, node.demand]), part(emission)],
          [fastOf(proven), part(weight)],
        ] as const)
          expect(Math.abs(fast - exact)).toBeLessThanOrEqual(1e-9 * exact + 1e-16 * Math.max(1, part(node.referenceGpuHours)))
      }),
      { numRuns: 1_000, seed: 7_141 },
    )
  })
})

describe('concentrationOf', () => {
  test('measures equal shares, one holder of all, and a simple case by hand', () => {
    expect(concentrationOf(new Float64Array(10).fill(3))).toEqual({ hhi: expect.closeTo(0.1, 12), gini: expect.closeTo(0, 12), nakamoto: 6 })
    expect(concentrationOf(Float64Array.of(0, 0, 0, 8))).toEqual({ hhi: 1, gini: 0.75, nakamoto: 1 })
    expect(concentrationOf(Float64Array.of(5, 1, 4))).toEqual({ hhi: expect.closeTo(0.42, 12), gini: expect.closeTo(4 / 15, 12), nakamoto: 2 })
    expect(concentrationOf(new Float64Array(4))).toEqual({ hhi: 0, gini: 0, nakamoto: 0 })
  })
})

describe('simulate', () => {
  const settings = { providers: 60, years: 4, seed: 3 }

  test('keeps supply under the reserve, G under its cap, and rebates under four fifths of the burn, and repeats exactly', () => {
    const years = simulate(settings)
    expect(years.map(({ year }) => year)).toEqual([1, 2, 3, 4])
    expect(simulate(settings)).toEqual(years)
    expect(simulate({ ...settings, seed: 4 })).not.toEqual(years)
    let before = 100_000_000
    let surplus = 0
    for (const year of years) {
      expect(year.supply).toBeGreaterThan(0)
      expect(year.supply + year.surplus).toBeCloseTo(year.reserve, 6)
      expect(year.surplus).toBeGreaterThanOrEqual(0)
      expect(year.rebates).toBeGreaterThan(0)
      expect(year.rebates).toBeLessThanOrEqual(0.8 * year.burned * (1 + 1e-12))
      expect(year.gSupply - before).toBeLessThanOrEqual(3_000_000.01)
      expect(year.gInflation).toBeCloseTo(year.gSupply / before - 1, 12)
      before = year.gSupply
      // Surplus grows only by the spread and the burn, and shrinks only by rebates and incentive programmes.
      const turnover = (year.rebates + year.programmes) / year.emissionOfTurnover
      expect((year.surplus - surplus) / ((turnover * 0.02) / 0.98 + year.burned - year.rebates - year.programmes)).toBeCloseTo(1, 9)
      surplus = year.surplus
    }
  })

  test('depends on parameters and on the world', () => {
    const last = (more: object) => simulate({ ...settings, ...more }).at(-1)
    expect(last({ parameters: { rebateShare: 0n } })?.rebates).toBe(0)
    expect(last({ world: { programmesOfSurplus: 0 } })?.programmes).toBe(0)
    expect(last({ world: { demandGrowth: 0.8 } })?.compute).toBeGreaterThan(last({ world: { demandGrowth: 0 } })?.compute ?? 0)
    expect(() => simulate({ ...settings, years: 51 })).toThrow('50 years')
    expect(() => simulate({ ...settings, world: { price: -1 } })).toThrow('price is within')
  })
})

describe('readChanges', () => {
  test('reads parameters to the unit and assumptions as floats, and reports problems', () => {
    const read = readChanges(['rebateShare=0.5', 'minersAtHalf=500', 'demandGrowth=-0.25', 'rebateShare=0.8'])
    expect(read).toEqual({ parameters: { rebateShare: 8n * 10n ** 17n, minersAtHalf: 500n }, world: { demandGrowth: -0.25 } })
    const wrong = [
      'rebateShare=0.81',
      'rebateShare=-1',
      'minersAtHalf=1.5',
      'price=',
      'price',
      'a=1',
      'toString=1',
      'price=1=2',
      'price=1e3',
      'price=1000',
    ]
    for (const text of [...wrong, 'qualityOfSpeed=0.4']) expect(readChanges(['heldDays=5', text])).toEqual({ problem: expect.stringMatching(/./) })
  })
})
