import type { ChainWire, HoldWire, WalletWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { BookingPlans } from '#web/features/booking/BookingPlans.tsx'
import { BookingSummary, type BookingSummaryProps } from '#web/features/booking/BookingSummary.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { checkoutOfHold } from '#web/parts/checkout/checkout.ts'

const day = 86_400
/** 1970-01-12, 13:46:40 UTC. */
const serverNow = 1_000_000
const hold = {
  ...{ serverNow, expiresAt: serverNow + 300, gpus: 1, pricePerGpuSecond: '1000', durationSeconds: 3_600, amount: '0' },
  listing: {
    ...{ className: 'NVIDIA T4 16 GB', name: 'this', regionName: 'local', country: null, city: null, simulated: false, isolation: 'gvisor' },
    ...{ vramGib: 16, gpus: 1, cpuCores: 8, ramGib: 64, diskGib: 500 },
    ask: { trialSeconds: 7_200, noticeSeconds: 900, maxDurationSeconds: 2 * day, availableUntil: serverNow + 9 * day },
    quote: { trialSeconds: 360 },
  },
} as unknown as HoldWire
const chain = { chainNow: serverNow + day, feeBps: 25, relayFee: '0', leastLeaseValue: '0', smallLeaseFee: '0' } as unknown as ChainWire

const Both = (props: BookingSummaryProps) => (
  <>
    <BookingSummary {...props} />
    <BookingPlans {...props} />
  </>
)

test('shows chain dates for changed plans when the chain clock and the hold clock differ', () => {
  const words = markupFor('en', <Both checkout={checkoutOfHold(hold, null)} chain={chain} wallet={undefined} />).replaceAll('\u00a0', ' ')
  expect(words).toContain('Tue 13 Jan, 14:46')
  expect(words).not.toContain('Mon 12 Jan')
  // The free trial of this one-hour lease lasts 6 min, a tenth of the hour, although the ask would allow a longer trial.
  expect(words).toContain('the first 6 min')
})

test.each([
  ['en', 16, '× 1 GPU × 1 h'],
  ['en', 0, '× 1 slot × 1 h'],
  ['zh', 16, '× 1 张 GPU × 1 小时'],
  ['zh', 0, '× 1 个槽位 × 1 小时'],
] as const)('counts GPUs on the bill, or slots for a machine without a GPU (%s, %d GB)', (language, vramGib, bill) => {
  const checkout = { ...checkoutOfHold(hold, null), listing: { ...hold.listing, vramGib } as HoldWire['listing'] }
  const words = markupFor(language, <Both checkout={checkout} chain={chain} wallet={undefined} />).replaceAll('\u00a0', ' ')
  expect(words).toContain(bill)
})

test.each([
  ['en', 1, 'The machine has 500 GB of disk.<'],
  ['en', 4, 'The machine has 500 GB of disk. Other leases can use part of it.'],
  ['zh', 4, '机器有 500 GB 磁盘。其他租约可使用其中一部分。'],
] as const)('shows the size of the disk at checkout (%s, 1 of %d GPUs)', (language, gpus, words) => {
  const checkout = { ...checkoutOfHold(hold, null), listing: { ...hold.listing, gpus } as HoldWire['listing'] }
  const markup = markupFor(language, <Both checkout={checkout} chain={chain} wallet={undefined} />).replaceAll('\u00a0', ' ')
  expect(markup).toContain(words)
})

test.each([
  ['en', 'a container with gVisor, a separate kernel (operating system core) between your programs'],
  ['zh', '你的租约在 gVisor 容器中运行'],
] as const)('shows at checkout how the lease is isolated from the machine (%s)', (language, words) => {
  expect(markupFor(language, <Both checkout={checkoutOfHold(hold, null)} chain={chain} wallet={undefined} />)).toContain(words)
})

test('shows the start, no trial and times from the start at a checkout for a later start', () => {
  const startAt = serverNow + 2 * day
  const checkout = { ...checkoutOfHold(hold, null), hold: null, startAt }
  const words = markupFor('en', <Both checkout={checkout} chain={chain} wallet={undefined} />).replaceAll('\u00a0', ' ')
  expect(words).toContain('Starts Wed 14 Jan, 13:46')
  expect(words).toContain('You rent the machine until Wed 14 Jan, 14:46')
  expect(words).toContain('There is no free trial')
  expect(words).toMatch(/If you do not cancel before the lease is ready, you pay at least [^ ]+ PT: billing continues for 15 min/)
  const chinese = markupFor('zh', <Both checkout={checkout} chain={chain} wallet={undefined} />).replaceAll('\u00a0', ' ')
  expect(chinese).toContain('若在租约就绪前不取消，至少付')
  expect(words).not.toContain('the first 6 min')
})

test('shows the least cost of a lease, its trial today, and how long it can be extended', () => {
  const said = (wallet: object, patch: object = {}, language: 'en' | 'zh' = 'en') =>
    markupFor(
      language,
      <Both checkout={{ ...checkoutOfHold(hold, null), ...patch }} chain={chain} wallet={{ available: '0', ...wallet } as unknown as WalletWire} />,
    ).replaceAll('\u00a0', ' ')
  const words = said({ nextTrialAt: null })
  expect(words).toContain(
    'You get one free trial per 24 h: if you end the lease in its first 6 min, you pay nothing. If you end the lease later, you pay from the first second, and for 15 min after the end.',
  )
  expect(words).toContain('With extensions, the lease can last up to 2 d')
  expect(said({ nextTrialAt: serverNow + 2 * day })).toMatch(/You pay at least [^ ]+ PT: billing continues for 15 min after you end the lease/)
  expect(said({ nextTrialAt: null }, { durationSeconds: 2 * day })).toContain('You cannot extend this lease: it ends when the rented time is over')
  expect(said({ nextTrialAt: null }, {}, 'zh')).toContain('（每 24 小时一次）。之后结束：从第一秒起计费')
  expect(said({ nextTrialAt: null }, {}, 'zh')).toContain('连同续租，租约最长')
})

test('includes the amount of the hold in the balance, and shows it', () => {
  const held = { ...hold, amount: '3000000000000000000' } as unknown as HoldWire
  const wallet = { available: '2000000000000000000', nextTrialAt: null } as unknown as WalletWire
  const words = markupFor('en', <Both checkout={checkoutOfHold(held, null)} chain={chain} wallet={wallet} />)
  expect(words).toContain('Market balance, including 3.00 PT set aside while this machine is held for you')
  expect(words).toContain('5.00')
})

test('shows a price whole whose product needs all of its decimals', () => {
  // 0.243 PT per GPU-hour.
  const priced = { ...hold, gpus: 2, durationSeconds: 7_200, pricePerGpuSecond: '67500000000000' } as HoldWire
  const words = markupFor('en', <Both checkout={checkoutOfHold(priced, null)} chain={chain} wallet={undefined} />).replaceAll('\u00a0', ' ')
  expect(words).toContain('0.243 PT × 2 GPUs × 2 h')
  expect(words).toContain('>0.972')
})
