import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryEpoch, arbitraryNode, arbitraryParameters, arbitraryShare } from '../../test/arbitraryNodes.ts'
import { emissionVectors } from '../../test/emissionVectors.ts'
import { WAD } from '../fixed/wad.ts'
import { concentration, economyParameters, emissionOf, nodeEmission, payableOf, programmeShare, rebateOf, siteBonus, siteSquares } from '../index.ts'

const parameters = economyParameters()

describe('emission', () => {
  test('equals the vectors that the contract also meets', () => {
    const stored = readFileSync(new URL('../../../domain/vectors/emission.json', import.meta.url), 'utf8')
    expect(JSON.parse(stored)).toEqual(JSON.parse(JSON.stringify(emissionVectors(), (_, value) => (typeof value === 'bigint' ? `${value}` : value))))
  })

  test('equals the exact product, less at most three units of rounding', () => {
    const factors = fc.record({
      ...{ quality: arbitraryShare, contribution: arbitraryShare, history: arbitraryShare, stability: arbitraryShare, diversity: arbitraryShare },
      ...{ demand: arbitraryShare, minerShare: arbitraryShare, regulator: arbitraryShare, environment: arbitraryShare },
      base: fc.bigInt(0n, 2n ** 128n - 1n),
    })
    fc.assert(
      fc.property(factors, (f) => {
        const sum = f.quality + f.contribution + f.history + f.stability + f.diversity + f.demand
        const exact = (f.base * sum * f.minerShare * f.regulator * f.environment) / WAD ** 4n
        const emission = emissionOf(f)
        expect(emission <= exact && exact - emission < 4n).toBe(true)
      }),
      { numRuns: 500, seed: 7_121 },
    )
  })

  test('throws for a factor above one or a base beyond 128 bits', () => {
    const whole = { quality: WAD, contribution: WAD, history: WAD, stability: WAD, diversity: WAD, demand: WAD }
    const rest = { minerShare: WAD, regulator: WAD, environment: WAD }
    expect(emissionOf({ base: 7n, ...whole, ...rest })).toBe(42n)
    expect(() => emissionOf({ base: 1n, ...whole, ...rest, demand: WAD + 1n })).toThrow('a factor')
    expect(() => emissionOf({ base: 2n ** 128n, ...whole, ...rest })).toThrow('128 bits')
  })

  test('falls in total for a provider only as it grows past the threshold', () => {
    expect(concentration(parameters.shareThreshold, parameters)).toBe(WAD)
    expect(Number(concentration(4n * parameters.shareThreshold, parameters)) / 1e18).toBeCloseTo(1 / 8, 15)
    fc.assert(
      fc.property(fc.bigInt(parameters.shareThreshold, WAD - 10n ** 12n), fc.bigInt(10n ** 12n, WAD), (share, more) => {
        const larger = share + more > WAD ? WAD : share + more
        expect(larger * concentration(larger, parameters) < share * concentration(share, parameters)).toBe(true)
      }),
      { numRuns: 300, seed: 7_122 },
    )
  })

  test('gains at most the bonus from sites, depending on how evenly compute is spread', () => {
    expect(siteBonus(siteSquares([8n]), parameters)).toBe(0n)
    expect(siteBonus(siteSquares([4n, 4n]), parameters)).toBe(parameters.siteBonus / 2n)
    expect(siteBonus(siteSquares([10n ** 9n, 1n]), parameters) < parameters.siteBonus / 10n ** 8n).toBe(true)
    expect(siteBonus(siteSquares(Array(1_000).fill(1n)), parameters) < parameters.siteBonus).toBe(true)
  })
})

describe('payments', () => {
  test('are, as a rebate, at most four fifths of the burn, and at most T', () => {
    fc.assert(
      fc.property(arbitraryNode, arbitraryEpoch, arbitraryParameters, (node, epoch, all) => {
        const { emission } = nodeEmission(node, epoch, all)
        const rebate = rebateOf({ emission, burned: node.burned }, all)
        expect(rebate <= emission && rebate * 10n <= node.burned * 8n).toBe(true)
      }),
      { numRuns: 500, seed: 7_123 },
    )
  })

  test('never sum to more than a programme’s budget or a small surplus', () => {
    const amounts = fc.array(fc.bigInt(0n, 10n ** 24n), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(amounts, fc.bigInt(0n, 10n ** 24n), (due, available) => {
        const dueToAll = due.reduce((sum, amount) => sum + amount, 0n)
        const shares = due.map((weight) => programmeShare({ budget: available, weight, weightOfAll: dueToAll }))
        const paid = due.map((amount) => payableOf(amount, { dueToAll, available }))
        const total = (list: bigint[]) => list.reduce((sum, amount) => sum + amount, 0n)
        expect(total(shares) <= available && available - total(shares) <= BigInt(due.length) + (dueToAll === 0n ? available : 0n)).toBe(true)
        expect(total(paid) <= available && (dueToAll > available || total(paid) === dueToAll)).toBe(true)
      }),
      { numRuns: 500, seed: 7_124 },
    )
  })
})
