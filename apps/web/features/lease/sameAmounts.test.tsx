import { feeUp, bps, pTokenUnits } from '@infinitio/domain'
import type { LeaseEventDetailWire, LeaseReceiptWire, LeaseWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { EventList } from '#web/features/lease/EventList.tsx'
import { LiveMoney } from '#web/features/lease/LiveMoney.tsx'
import { ReceiptLines } from '#web/features/lease/ReceiptLines.tsx'
import { EndedLeases } from '#web/features/leases/EndedLeases.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { fixtureLease, fixtureStart } from '#web/parts/lease/fixtureLease.ts'
import { leaseAmountText } from '#web/parts/lease/finalTexts.ts'

const words = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replace(/\s+/g, ' ')

/** A closed lease, its receipt and its closing event. `perHour` and `relayFee` are in base units; the lease was booked for an hour and used for `seconds`. */
function closedLease({ perHour, seconds, relayFee }: { readonly perHour: bigint; readonly seconds: number; readonly relayFee: bigint }) {
  const perSecond = perHour / 3_600n
  const feeOf = (pay: bigint) => feeUp({ amount: pTokenUnits(pay), feeBps: bps(25n) })
  const pay = perSecond * BigInt(seconds)
  const escrow = perSecond * 3_600n + feeOf(perSecond * 3_600n)
  const fees = { renterFee: `${feeOf(pay)}`, providerFee: `${feeOf(pay)}`, relayFee: `${relayFee}`, smallLeaseFee: '0' }
  const refund = escrow - pay - feeOf(pay)
  const end = { at: fixtureStart + 10 + seconds, txHash: `0x${'f'.repeat(64)}`, final: true, accepted: true, reason: 'renter_ended' }
  const base = fixtureLease({ state: 'closed', escrow: `${escrow}`, endsAt: end.at })
  const lease = {
    ...{ ...base, leaseId: '7', name: 'run', role: 'renter', relays: [], heldByTransfer: false, endReason: 'renter_ended', settled: end, ended: end },
    ...{ closed: end, now: { chainNow: end.at }, paid: { paidSeconds: seconds, pay: `${pay}`, ...fees, refund: `${refund}` }, ...fees },
    terms: { ...base.terms, gpus: 1, pricePerGpuSecond: `${perSecond}` },
  } as unknown as LeaseWire
  const receipt = {
    ...{ gpus: 1, pricePerGpuSecond: `${perSecond}`, feeBps: 25, billedSeconds: seconds, escrow: `${escrow}`, pay: `${pay}`, ...fees },
    ...{ providerGets: `${pay - feeOf(pay)}`, refund: `${refund}`, spent: `${pay + feeOf(pay) + relayFee}`, extensions: [], compensation: '0' },
  } as unknown as LeaseReceiptWire
  const detail: LeaseEventDetailWire = { event: 'closed', pay: `${pay}`, refund: `${refund}` } as LeaseEventDetailWire
  return { lease, receipt, detail }
}

const unitsPerPt = 10n ** 18n

test.each([
  ['a minute of a cheap GPU', { perHour: (24n * unitsPerPt) / 100n, seconds: 61, relayFee: 0n }],
  ['a price by a rule', { perHour: 264_812_345_678_901_234n, seconds: 1_234, relayFee: 0n }],
  ['an expensive GPU', { perHour: 31n * unitsPerPt, seconds: 3_000, relayFee: 0n }],
  ['a few seconds of a slot', { perHour: unitsPerPt / 100n, seconds: 3, relayFee: 0n }],
  ['a lease with a relay fee', { perHour: 2n * unitsPerPt, seconds: 600, relayFee: unitsPerPt / 8n }],
])('page, list, events and receipt show the same payment and refund for %s', (_case, made) => {
  const { lease, receipt, detail } = closedLease(made)
  const paper = words(markupFor('en', <ReceiptLines receipt={receipt} unit="gpu" isProvider={false} isExact={false} />))
  const [, spent = 'no payment'] = /You paid (\S+) PT/.exec(paper) ?? []
  const [, refund = 'no refund'] = / Refunded (\S+) PT/.exec(paper) ?? []
  const page = words(markupFor('en', <LiveMoney lease={lease} now={lease.now.chainNow} />))
  expect(page).toContain(` ${spent} PT`)
  expect(page).toContain(` ${refund} PT`)
  const list = words(markupFor('en', <EndedLeases leases={[lease]} choice="all" onMore={null} />))
  expect(list).toContain(` ${spent} `)
  expect(list).toContain(` ${refund} `)
  const event = { kind: 'closed', state: 'final', at: lease.now.chainNow, txHash: null, code: null, detail } as unknown as LeaseWire['events'][number]
  const events = words(
    markupFor(
      'en',
      <QueryClientProvider client={new QueryClient()}>
        <EventList {...lease} events={[event]} amountText={leaseAmountText(lease)} />
      </QueryClientProvider>,
    ),
  )
  expect(events).toContain(`${refund} PT`)
})
