import { describe, expect, test } from 'vitest'
import { buildEpoch, economyParameters, parameterTable, tryAttacks } from '../index.ts'
import { epochOfHoldings, honestHoldings } from './holdings.ts'

const worst = Object.fromEntries(
  (['basePerGpuHour', 'rebateShare', 'minersAtHalf', 'environmentFloor', 'siteBonus'] as const).map((name) => [name, parameterTable[name].most]),
)

describe('tryAttacks', () => {
  test('finds one profitable attack, a claim of missing hardware, with the shipped parameters or the most generous ones', () => {
    for (const [parameters, programmeBps] of [
      [{}, 62n],
      [{}, 1_000n],
      [{}, 100_000n],
      [worst, 62n],
      [worst, 100_000n],
    ] as const) {
      const outcomes = tryAttacks({ parameters, programmeBps })
      expect(outcomes.map(({ attack }) => attack)).toEqual([
        'whale',
        'whale in ten names',
        'sybil split',
        'wash trading',
        'stake and run',
        'vote buying',
        'claimed hardware',
      ])
      for (const { attack, isProfitable, rebateGain, cost, programmeShare, hardwareShare } of outcomes) {
        expect(isProfitable, attack).toBe(attack === 'claimed hardware')
        expect(rebateGain <= cost, attack).toBe(true)
        if (attack !== 'claimed hardware') expect(programmeShare <= hardwareShare, attack).toBe(true)
      }
    }
  })

  test('gives claimed hardware the same programme pay as real hardware, and no rebate', () => {
    const claimed = tryAttacks({ parameters: {}, programmeBps: 62n }).at(-1)
    expect(claimed).toMatchObject({ hardwareShare: 0n, rebateGain: 0n })
    // The attacker differs from the 40 honest providers only in its history, so it gets 1/41 of the incentive programme's budget.
    const share = Number(claimed?.programmeShare ?? 0n) / 1e18
    expect(Math.abs(share - 1 / 41)).toBeLessThan(0.001)
  })

  test('gives programme pay only to counted compute, and less to a whale than to the same hardware in many hands', () => {
    const [whale, tenNames, , wash, run] = tryAttacks({ parameters: {}, programmeBps: 62n })
    for (const outcome of [tenNames, wash]) expect((outcome?.hardwareShare ?? 0n) - (outcome?.programmeShare ?? 0n) < 100n).toBe(true)
    expect((whale?.programmeShare ?? 1n) * 5n < (whale?.hardwareShare ?? 0n)).toBe(true)
    expect(run).toMatchObject({ programmeShare: 0n, hardwareShare: 0n })
    expect((wash?.rebateGain ?? 0n) > 0n && (wash?.rebateGain ?? 0n) < (wash?.cost ?? 0n)).toBe(true)
  })

  test('pays each honest name in the honest world the same', () => {
    const { nodes } = buildEpoch(epochOfHoldings(honestHoldings(), { parameters: economyParameters(), programmeBps: 62n, madeUp: null }))
    expect(nodes).toHaveLength(40)
    expect(new Set(nodes.map(({ emission, rebate, programmes }) => `${emission} ${rebate} ${programmes}`)).size).toBe(1)
    expect((nodes[0]?.rebate ?? 0n) > 0n && (nodes[0]?.programmes ?? 0n) > 0n).toBe(true)
  })
})
