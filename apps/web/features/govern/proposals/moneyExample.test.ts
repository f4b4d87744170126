import { expect, test } from 'vitest'
import { moneyExamples } from '#web/features/govern/proposals/moneyExample.ts'

const one = 10n ** 18n
const set = (key: string, before: number | bigint | null, after: number | bigint) => ({
  key,
  before: before === null ? null : `${before}`,
  after: `${after}`,
})

test('returns examples in money: fees rounded up as charged, fee shares, interest and rebate', () => {
  const pricePerGpuSecond = 550_000_000_000_001n
  const [fee] = moneyExamples([set('feeBps', 25, 20)], { pricePerGpuSecond })
  const lease = pricePerGpuSecond * 691_200n
  expect(fee).toEqual({ kind: 'fee', lease, before: (lease * 25n + 9_999n) / 10_000n, after: (lease * 20n + 9_999n) / 10_000n })
  expect(moneyExamples([set('burnBps', 5_000, 7_000), set('treasuryBps', 2_500, 2_500)], { pricePerGpuSecond: null })).toEqual([
    { kind: 'shares', fees: 100n * one, burned: { before: 50n * one, after: 70n * one }, treasury: { before: 25n * one, after: 25n * one } },
  ])
  expect(moneyExamples([set('interestBps', 300, 200), set('rebateShare', (one * 8n) / 10n, one / 2n)], { pricePerGpuSecond: null })).toEqual([
    { kind: 'interest', of: 1_000n * one, before: 30n * one, after: 20n * one },
    { kind: 'rebate', of: one, before: (one * 8n) / 10n, after: one / 2n },
  ])
})

test('returns no example for an unchanged parameter, an unknown old value or one without an amount', () => {
  const none = [set('quorum', 1, 2), set('feeBps', 25, 25), set('interestBps', null, 200)]
  expect(moneyExamples(none, { pricePerGpuSecond: 1n })).toEqual([])
  expect(moneyExamples([set('feeBps', 25, 20)], { pricePerGpuSecond: null })).toEqual([])
})
