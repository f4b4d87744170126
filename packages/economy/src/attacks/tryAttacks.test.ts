import { describe, expect, test } from 'vitest'
import { buildEpoch, economyParameters, parameterTable, tryAttacks } from '../index.ts'
import { epochOfHoldings, honestHoldings } from './holdings.ts'

const worst = Object.fromEntries(
  (['basePerGpuHour', 'rebateShare', 'minersAtHalf', 'environmentFloor', 'siteBonus'] as const).map((name) => [name, parameterTable[name].most]),
)

describe('tryAttacks', () => {
  test('finds no attack that pays, neither with the shipped parameters nor with all that pay most at their bounds', () => {
    for (const [parameters, programmeBps] of [
      [{}, 62n],
      [{}, 1_000n],
      [worst, 62n],
    ] as const) {
      const outcomes = tryAttacks({ parameters, programmeBps })
      expect(outcomes.map(({ attack }) => attack)).toEqual([
        'whale',
        'whale in ten names',
        'sybil split',
        'wash trading',
        'stake and run',
        'vote buying',
      ])
      for (const { attack, isProfitable, rebateGain, cost } of outcomes) {
        expect(isProfitable, attack).toBe(false)
        expect(rebateGain <= cost, attack).toBe(true)
      }
    }
  })

  test('gives a programme to hardware alone, and less of it to a whale than to the same hardware in many hands', () => {
    const [whale, tenNames, split, wash, run] = tryAttacks({ parameters: {}, programmeBps: 62n })
    for (const outcome of [whale, tenNames, split]) expect((outcome?.programmeShare ?? 1n) <= (outcome?.hardwareShare ?? 0n)).toBe(true)
    expect((whale?.programmeShare ?? 1n) * 5n < (whale?.hardwareShare ?? 0n)).toBe(true)
    expect(run).toMatchObject({ programmeShare: 0n, hardwareShare: 0n })
    // Farming M does move the programme, by less than it costs.
    expect((wash?.programmeGain ?? 0n) > 0n && (wash?.programmeGain ?? 0n) + (wash?.rebateGain ?? 0n) < (wash?.cost ?? 0n)).toBe(true)
  })

  test('says so when one pays: farming the demand of a class for a programme as large as all that renters pay', () => {
    const paying = tryAttacks({ parameters: {}, programmeBps: 10_000n }).filter(({ isProfitable }) => isProfitable)
    expect(paying.map(({ attack }) => attack)).toEqual(['wash trading', 'vote buying'])
    for (const { rebateGain, cost } of paying) expect(rebateGain < cost).toBe(true)
  })

  test('the honest world pays each honest name the same', () => {
    const { nodes } = buildEpoch(epochOfHoldings(honestHoldings(), { parameters: economyParameters(), programmeBps: 62n, madeUp: null }))
    expect(nodes).toHaveLength(40)
    expect(new Set(nodes.map(({ emission, rebate, programmes }) => `${emission} ${rebate} ${programmes}`)).size).toBe(1)
    expect((nodes[0]?.rebate ?? 0n) > 0n && (nodes[0]?.programmes ?? 0n) > 0n).toBe(true)
  })
})
