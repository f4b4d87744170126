import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type AutoExtendDraft, leavesSomeStep, mostTexts, noAutoExtend, planOfDraft, proposedBudget } from '#web/parts/auto-extend/autoExtendDraft.ts'
import { forgetAutoExtend, storeAutoExtend, storedAutoExtend } from '#web/parts/auto-extend/storedAutoExtend.ts'
import { leaseOfCheckout } from '#web/features/booking/leaseOfCheckout.ts'

const kept = new Map<string, string>()
beforeEach(() => {
  kept.clear()
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  }
  vi.stubGlobal('window', { localStorage })
})
afterEach(() => vi.unstubAllGlobals())

const draft: AutoExtendDraft = { isOn: true, budget: '12.5', stepSeconds: 1_800 }

test('stores the auto-extend choice of an order until it is signed or declined', () => {
  storeAutoExtend('0xa', draft)
  expect([storedAutoExtend('0xa'), storedAutoExtend('0xb')]).toEqual([draft, null])
  forgetAutoExtend('0xa')
  expect(storedAutoExtend('0xa')).toBeNull()
})

test.each([
  '{',
  'null',
  '7',
  '[]',
  '{"budget":"12.5"}',
  '{"budget":12,"stepSeconds":3600}',
  '{"budget":"x","stepSeconds":3600}',
  '{"budget":"1","stepSeconds":7200}',
])('what is kept and none of ours is nothing: %s', (text) => {
  kept.set('infinitio.autoExtend.0xa', text)
  expect(storedAutoExtend('0xa')).toBeNull()
})

test('plans with the price, fee and relay fee of the hold, within the ask', () => {
  const ask = { maxDurationSeconds: 4 * 3_600, availableUntil: 10_000_000 }
  const hold = { listing: { ask }, gpus: 2, pricePerGpuSecond: '1000000000000', durationSeconds: 3_600 } as unknown as Parameters<
    typeof leaseOfCheckout
  >[0]
  const { lease, locked } = leaseOfCheckout(hold, { feeBps: 25, relayFee: '100', leastLeaseValue: '0', smallLeaseFee: '0' }, 1_000)
  // 1e12 base units × 2 GPUs × 3,600 s = 0.0072 PT, plus a fee of 25 basis points and the relay fee.
  expect(locked).toBe(7_218_000_000_000_100n)
  const of = (budget: string) => planOfDraft({ ...draft, budget, stepSeconds: 3_600 }, lease)
  expect(of('0.014436')).toEqual({ problem: 'budget' })
  expect(of('0.0144360000000001')).toMatchObject({ steps: 1, most: 14_436_000_000_000_100n, limit: 'budget' })
  expect(of('9')).toMatchObject({ steps: 3, latestEnd: 1_000 + 4 * 3_600, limit: 'ask' })
  for (const budget of ['', ' ', '0', '-1', '1e3', '1,5', 'off']) expect(of(budget), budget).toEqual({ problem: 'amount' })
})

test('proposes no amount if the ask allows no step, and names the reason', () => {
  const told = (maxDurationSeconds: number, budget: string) => {
    const hold = {
      listing: { ask: { maxDurationSeconds, availableUntil: 10_000_000 } },
      gpus: 1,
      pricePerGpuSecond: '1000000000000',
      durationSeconds: 3_600,
    }
    const { lease, locked } = leaseOfCheckout(
      hold as unknown as Parameters<typeof leaseOfCheckout>[0],
      { feeBps: 25, relayFee: '0', leastLeaseValue: '0', smallLeaseFee: '0' },
      1_000,
    )
    const plan = planOfDraft({ isOn: true, budget, stepSeconds: 3_600 }, lease)
    return { some: leavesSomeStep(lease), proposed: proposedBudget(lease, { locked, stepSeconds: 3_600 }), plan }
  }
  for (const budget of ['', '9']) {
    expect(told(3_600 + 899, budget)).toEqual({ some: false, proposed: '', plan: { problem: 'noStep' } })
    expect(told(3_600 + 900, budget)).toEqual({ some: true, proposed: '', plan: { problem: 'ask' } })
  }
  expect(told(7_200, '')).toEqual({ some: true, proposed: '0.0073', plan: { problem: 'amount' } })
})

test.each(['50000000000000000', '77777777777777', '1980000000000000000', '1999999999999999999999'])(
  'what a field proposes is the figure of its bill, at %s base units an hour',
  (perHour) => {
    const hold = {
      ...{ gpus: 1, pricePerGpuSecond: (BigInt(perHour) / 3_600n).toString(), durationSeconds: 7_200 },
      listing: { ask: { maxDurationSeconds: 672 * 3_600, availableUntil: 10_000_000 } },
    } as unknown as Parameters<typeof leaseOfCheckout>[0]
    const { lease, locked } = leaseOfCheckout(hold, { feeBps: 25, relayFee: '100000000000000', leastLeaseValue: '0', smallLeaseFee: '0' }, 1_000)
    const proposed = proposedBudget(lease, { locked, stepSeconds: 3_600 })
    const plan = planOfDraft({ ...noAutoExtend, budget: proposed }, lease)
    if ('problem' in plan) expect.fail(plan.problem)
    expect(plan.steps).toBeGreaterThan(0)
    const bill = mostTexts({ locked, most: plan.most })
    expect(bill.most.replaceAll(',', '')).toBe(proposed)
    const digits = (text: string) => BigInt(text.replace(/[.,]/g, ''))
    expect(digits(bill.locked) + digits(bill.added)).toBe(digits(bill.most))
  },
)
