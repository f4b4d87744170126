import { hex32 } from '@infinitio/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryShare } from '../../test/arbitraryNodes.ts'
import { WAD } from '../fixed/wad.ts'
import {
  contribution,
  demand,
  demandSlope,
  diversity,
  economyParameters,
  environment,
  history,
  minerShare,
  parameterNames,
  parameterTable,
  provenEnergy,
  quality,
  regulator,
  stability,
} from '../index.ts'

const parameters = economyParameters()
const day = 86_400n
const part = (value: bigint) => Number(value) / 1e18

describe('the factors', () => {
  test('are within 0 and 1 for any attested facts, and equal floats to twelve digits', () => {
    const amount = fc.bigInt(0n, 10n ** 24n)
    fc.assert(
      fc.property(
        arbitraryShare,
        arbitraryShare,
        fc.array(fc.tuple(amount, fc.bigInt(0n, 800n * day), fc.boolean()), { maxLength: 8 }),
        (a, b, past) => {
          expect(part(stability({ availability: a, faultRate: b }, parameters))).toBeCloseTo(1 - Math.exp(-5 * part(a) * (1 - part(b))), 12)
          expect(part(environment(a, parameters))).toBeCloseTo(0.8 + 0.2 * part(a), 12)
          const halved = past.map(([value, age, isFulfilled]) => ({ weight: part(value) * 2 ** -(Number(age) / (90 * 86_400)), isFulfilled }))
          const sum = halved.reduce((total, { weight }) => total + weight, 0)
          const kept = halved.reduce((total, { weight, isFulfilled }) => total + (isFulfilled ? weight : 0), 0)
          const facts = past.map(([value, ageSeconds, isFulfilled]) => ({ value, ageSeconds, isFulfilled }))
          expect(part(contribution(facts, parameters))).toBeCloseTo(Math.min(1, sum), 12)
          expect(part(history(facts, parameters))).toBeCloseTo((25 + kept) / (100 + sum), 12)
        },
      ),
      { numRuns: 300, seed: 7_111 },
    )
  })

  test('halve a contribution after 90 days', () => {
    expect(contribution([{ value: WAD / 2n, ageSeconds: 90n * day }], parameters)).toBe(WAD / 4n)
    expect(contribution([{ value: 9n * WAD, ageSeconds: 0n }], parameters)).toBe(WAD)
  })

  test('start history at the prior, and weigh an old failure less than a new one', () => {
    expect(history([], parameters)).toBe(WAD / 4n)
    const failed = (ageSeconds: bigint) => history([{ value: 50n * WAD, ageSeconds, isFulfilled: false }], parameters)
    expect(failed(180n * day) > failed(0n)).toBe(true)
  })

  test('use the largest share of the valid proofs of a node as proven energy', () => {
    const node = hex32(`0x${'11'.repeat(32)}`)
    const other = hex32(`0x${'22'.repeat(32)}`)
    const proof = { nodes: [node], coverage: WAD / 2n, from: 100n, until: 200n, acceptedAt: 120n, revokedAt: null }
    const at = (time: bigint, ...more: (typeof proof | { revokedAt: bigint })[]) =>
      provenEnergy([proof, ...more.map((change) => ({ ...proof, ...change }))], { node, time })
    expect([119n, 120n, 199n, 200n].map((time) => at(time))).toEqual([0n, WAD / 2n, WAD / 2n, 0n])
    expect(provenEnergy([{ ...proof, from: 150n }], { node, time: 149n })).toBe(0n)
    expect(at(150n, { ...proof, coverage: WAD }, { ...proof, coverage: WAD / 4n })).toBe(WAD)
    expect(provenEnergy([{ ...proof, revokedAt: 150n }], { node, time: 149n })).toBe(WAD / 2n)
    expect(provenEnergy([{ ...proof, revokedAt: 150n }], { node, time: 150n })).toBe(0n)
    expect(provenEnergy([proof], { node: other, time: 150n })).toBe(0n)
  })

  test('weigh proofs, reliability and speed in quality, and throw for more than a whole', () => {
    expect(quality({ proofs: WAD, reliability: WAD, speed: WAD }, parameters)).toBe(WAD)
    expect(quality({ proofs: WAD, reliability: 0n, speed: 0n }, parameters)).toBe((4n * WAD) / 10n)
    expect(quality({ proofs: 0n, reliability: (9n * WAD) / 10n, speed: 0n }, parameters)).toBe((45n * WAD) / 100n)
    expect(() => quality({ proofs: 0n, reliability: WAD + 1n, speed: 0n }, parameters)).toThrow('share')
  })

  test('value two classes more than twice one, and a small part of a class near nothing', () => {
    expect(diversity([7n], parameters)).toBe(0n)
    expect(diversity([5n, 5n], parameters)).toBe(WAD / 3n)
    expect(diversity(Array(8).fill(3n), parameters)).toBe(WAD)
    expect(diversity(Array(20).fill(3n), parameters)).toBe(WAD)
    expect(diversity([10n ** 9n, 1n], parameters) < WAD / 10n ** 7n).toBe(true)
  })

  test('use the share of requests and of tokens as demand, and 0 without demand', () => {
    expect(demand({ requestsOfClass: 1n, requestsOfAll: 4n, tokensOfClass: 3n, tokensOfAll: 4n }, parameters)).toBe(WAD / 2n)
    expect(demand({ requestsOfClass: 0n, requestsOfAll: 0n, tokensOfClass: 0n, tokensOfAll: 0n }, parameters)).toBe(0n)
  })

  test('have a regulator of one half for constant demand, which follows the moving average', () => {
    expect(demandSlope([], parameters)).toBe(0n)
    expect(demandSlope([0n, 0n, 5n], parameters)).toBe(0n)
    const flat = demandSlope(Array(50).fill(1_000n), parameters)
    expect(regulator(flat, parameters)).toBe(WAD / 2n)
    const slope = demandSlope([100n, 200n], parameters)
    expect(slope).toBe(WAD / 20n)
    expect(part(regulator(slope, parameters))).toBeCloseTo(1 / (1 + Math.exp(-1)), 14)
    expect(part(regulator(-slope, parameters))).toBeCloseTo(1 / (1 + Math.exp(1)), 14)
    expect(demandSlope([1n, 10n ** 12n], parameters)).toBe(WAD)
  })

  test('have a miner share of one half at N0, and above 0 with the most nodes', () => {
    expect(minerShare(0n, parameters)).toBe(WAD)
    expect(minerShare(10_000n, parameters)).toBe(WAD / 2n)
    expect(minerShare(2n ** 64n - 1n, parameters) > 0n).toBe(true)
  })
})

describe('economyParameters', () => {
  test('has shipped values within their bounds, and throws for values outside', () => {
    expect(Object.keys(parameters)).toEqual(parameterNames)
    for (const name of parameterNames.filter((it) => !it.startsWith('quality'))) {
      const { least, most } = parameterTable[name]
      expect(economyParameters({ [name]: least })[name]).toBe(least)
      expect(() => economyParameters({ [name]: least - 1n })).toThrow(name)
      expect(() => economyParameters({ [name]: most + 1n })).toThrow(name)
    }
    expect(() => economyParameters({ qualityOfSpeed: 0n })).toThrow('weights of Q')
  })
})
