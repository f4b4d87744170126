import type { ChainWire, HoldWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { BookingSummary } from '#web/features/booking/BookingSummary.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { checkoutOfHold } from '#web/parts/checkout/checkout.ts'

const day = 86_400
/** 1970-01-12, 13:46:40 UTC. */
const serverNow = 1_000_000
const hold = {
  ...{ serverNow, expiresAt: serverNow + 300, gpus: 1, pricePerGpuSecond: '1000', durationSeconds: 3_600, amount: '0' },
  listing: {
    ...{ className: 'NVIDIA T4 16 GB', name: 'this', regionName: 'local', country: null, city: null, simulated: false, isolation: 'gvisor' },
    ask: { trialSeconds: 7_200, noticeSeconds: 0, maxDurationSeconds: 7_200 },
    quote: { trialSeconds: 360 },
  },
} as unknown as HoldWire
const chain = { chainNow: serverNow + day, feeBps: 25, relayFee: '0', leastLeaseValue: '0', smallLeaseFee: '0' } as unknown as ChainWire

test('what happens when plans change has the dates of the chain, also where its time was moved on and the hold runs on another clock', () => {
  const words = markupFor('en', <BookingSummary checkout={checkoutOfHold(hold, null)} chain={chain} wallet={undefined} />).replaceAll('\u00a0', ' ')
  expect(words).toContain('Tue 13 Jan, 14:46')
  expect(words).not.toContain('Mon 12 Jan')
  // The lease gets a tenth of its hour, whatever the ask offers.
  expect(words).toContain('the first 6 min')
})

test.each([
  ['en', 'a container behind gVisor, a separate kernel in user space'],
  ['zh', '你的租约是 gVisor 后的容器'],
] as const)('the checkout shows what separates the lease from the machine (%s)', (language, words) => {
  expect(markupFor(language, <BookingSummary checkout={checkoutOfHold(hold, null)} chain={chain} wallet={undefined} />)).toContain(words)
})

test('a checkout for a later start shows the start, no trial, and times that count from the start', () => {
  const startAt = serverNow + 2 * day
  const checkout = { ...checkoutOfHold(hold, null), hold: null, startAt }
  const words = markupFor('en', <BookingSummary checkout={checkout} chain={chain} wallet={undefined} />).replaceAll('\u00a0', ' ')
  expect(words).toContain('Starts Wed 14 Jan, 13:46')
  expect(words).toContain('Rented until Wed 14 Jan, 14:46')
  expect(words).toContain('No free trial')
  expect(words).not.toContain('the first 6 min')
})

test('a checkout shows before the signature that a lease of the longest time cannot be extended', () => {
  const wordsOf = (durationSeconds: number) =>
    markupFor('en', <BookingSummary checkout={{ ...checkoutOfHold(hold, null), durationSeconds }} chain={chain} wallet={undefined} />)
  expect(wordsOf(7_200).replaceAll('\u00a0', ' ')).toContain('You cannot extend this lease: the provider rents out this machine for up to 2 h.')
  expect(wordsOf(3_600)).not.toContain('You cannot extend')
})
