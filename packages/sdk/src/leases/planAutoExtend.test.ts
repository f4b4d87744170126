import { bps, durationSeconds, escrowOf, pTokenUnits } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { type AutoExtendable, type AutoExtendPlan, planAutoExtend } from './planAutoExtend.ts'

const start = 1_000_000
const relayFee = 41n

describe('a budget for a lease that extends by itself', () => {
  test('is never passed and would not cover another step, by the contract: whatever price, GPUs, fee and step', () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const drawn = (most: number, nth: number) => 1 + ((seed * 7_919 * nth + nth * 104_729) % most)
      const rate = { pricePerGpuSecond: String(drawn(1_000_003, 1)), gpus: drawn(15, 2), feeBps: drawn(300, 3) }
      const stepSeconds = drawn(3_600, 4)
      const length = drawn(86_400, 5)
      const budget = locked(rate, length) + BigInt(drawn(40, 6)) * locked(rate, stepSeconds) + BigInt(drawn(9_999, 7))
      const plan = planned({ budget, stepSeconds }, { length, rate })
      expect(plan.limit).toBe('budget')
      expect(plan.most).toBe(locked(rate, plan.maxTotalSeconds))
      expect(plan.most).toBeLessThanOrEqual(budget)
      expect(locked(rate, plan.maxTotalSeconds + stepSeconds)).toBeGreaterThan(budget)
      expect([plan.maxTotalSeconds, plan.latestEnd]).toEqual([length + plan.steps * stepSeconds, start + length + plan.steps * stepSeconds])
    }
  })

  test('stops where the ask does: at its longest lease, or at its last moment', () => {
    const all = { budget: 10n ** 24n, stepSeconds: 3_600 }
    expect(planned(all, { limits: { askMaxDurationSeconds: 3_600 * 5 + 3_599 } })).toMatchObject({ steps: 4, limit: 'ask' })
    expect(planned(all, { limits: { askAvailableUntil: start + 3_600 * 3 } })).toMatchObject({ steps: 2, latestEnd: start + 10_800, limit: 'ask' })
  })

  test('is refused where no step fits, and a step where the contract takes none', () => {
    const steps = [0, -1, 3_601, 1.5, Number.NaN]
    for (const stepSeconds of steps)
      expect(planAutoExtend(lease({}), { budget: 10n ** 24n, stepSeconds }), String(stepSeconds)).toEqual({ problem: 'step' })
    const oneMore = locked(plainRate, 7_200)
    expect(planAutoExtend(lease({}), { budget: oneMore - 1n, stepSeconds: 3_600 })).toEqual({ problem: 'budget' })
    expect(planned({ budget: oneMore, stepSeconds: 3_600 }, {})).toMatchObject({ steps: 1, most: oneMore })
    for (const budget of [0n, -5n, relayFee]) expect(planAutoExtend(lease({}), { budget, stepSeconds: 60 })).toEqual({ problem: 'budget' })
    const short = lease({ limits: { askMaxDurationSeconds: 7_199 } })
    // Both limits are exceeded. The ask's limit must be reported, because a larger budget would not help.
    for (const budget of [10n ** 24n, 0n]) expect(planAutoExtend(short, { budget, stepSeconds: 3_600 })).toEqual({ problem: 'ask' })
  })
})

type Rate = { pricePerGpuSecond: string; gpus: number; feeBps: number }
const plainRate: Rate = { pricePerGpuSecond: '77', gpus: 3, feeBps: 25 }

function locked({ pricePerGpuSecond, gpus, feeBps }: Rate, seconds: number): bigint {
  const price = pTokenUnits(BigInt(pricePerGpuSecond))
  return escrowOf({ pricePerGpuSecond: price, gpus, durationSeconds: durationSeconds(BigInt(seconds)), feeBps: bps(BigInt(feeBps)) }) + relayFee
}

type Given = { length?: number; rate?: Rate; limits?: Partial<AutoExtendable['terms']> }

function lease({ length = 3_600, rate = plainRate, limits = {} }: Given): AutoExtendable {
  const terms = { ...rate, start, askMaxDurationSeconds: 16_777_215, askAvailableUntil: start + 16_777_215, ...limits }
  return { terms, endsAt: start + length, relayFee: relayFee.toString() }
}

function planned(wanted: { budget: bigint; stepSeconds: number }, given: Given): AutoExtendPlan {
  const plan = planAutoExtend(lease(given), wanted)
  if ('problem' in plan) throw new Error(plan.problem)
  return plan
}
