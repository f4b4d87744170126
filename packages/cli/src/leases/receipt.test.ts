import { expect, test } from 'vitest'
import { receiptText } from './receipt.ts'

const hash = `0x${'12'.repeat(32)}`
const receipt: Parameters<typeof receiptText>[0] = {
  ...{ leaseId: '6', bidHash: hash, renter: `0x${'a'.repeat(40)}`, provider: `0x${'b'.repeat(40)}`, node: hash, nodeName: 'Northlight 6' },
  ...{ reason: 'renter_ended', final: true, gpus: 1, pricePerGpuSecond: '347222222222222', feeBps: 25 },
  ...{ start: 1_790_000_000, readyAt: 1_790_000_003, end: 1_790_000_303, closedAt: 1_790_000_310, billedSeconds: 300 },
  ...{ escrow: '1250000000000000000', pay: '104166666666666600', renterFee: '260416666666667', relayFee: '0', providerFee: '0' },
  ...{ providerGets: '104166666666666600', refund: '1145572916666666733', spent: '104427083333333267' },
  ...{ extensions: [], creditSeconds: 0, compensation: '0', transactions: [], attestations: null },
} as never

test('a receipt is for people: names, hours and four decimals', () => {
  const text = receiptText(receipt, { exact: false })
  expect(text).toMatch(/^machine +Northlight 6 \(0x12121212\)$/m)
  expect(text).toMatch(/^price +1\.25 PT per GPU-hour$/m)
  expect(text).toMatch(/^end +2026-\S+ UTC: the renter ended it$/m)
  expect(text).toMatch(/^billed time +\S.* \(300 s\)$/m)
  expect(text).toMatch(/^you paid +0\.1044 PT$/m)
  expect(text).not.toContain('347222222222222')
})

test('--exact keeps all decimals', () => {
  expect(receiptText(receipt, { exact: true })).toMatch(/^you paid +0\.104427083333333267 PT$/m)
})

test('a lease that was cancelled before its start ended when it was closed, not at its planned end', () => {
  const cancelled = { ...receipt, reason: 'cancelled', readyAt: null, end: 1_790_100_000, closedAt: 1_790_000_310, billedSeconds: 0 } as const
  expect(receiptText(cancelled, { exact: false })).toMatch(/^end +2026-09-21T14:18 UTC: it was cancelled before the machine was ready$/m)
})
