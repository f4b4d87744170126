import type { OrderPlaceWire, OrderWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { OpenOrders } from '#web/features/orders/OpenOrders.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const pausedUntil = Date.UTC(2026, 10, 21, 14, 33) / 1_000

test('shows until when and why a bid is paused, not that the balance is short', () => {
  const english = textOf('en', { pausedUntil })
  expect(english).toContain('Resting, paused')
  expect(english).toContain(
    'This order is paused until Sat 21 Nov, 14:33, because earlier orders of this account failed or leases of this account were cancelled before the machine was ready.',
  )
  expect(english).not.toContain('balance')
  expect(textOf('zh', { pausedUntil })).toContain('暂停至 11月21日 周六 22:33')
})

test('shows that the balance does not cover a bid that is not paused', () => {
  expect(textOf('en', { pausedUntil: null })).toContain('Your Market balance does not cover this order')
})

function textOf(language: 'en' | 'zh', change: Pick<OrderPlaceWire, 'pausedUntil'>): string {
  const orderHash = `0x${'1'.repeat(64)}`
  const place = { orderHash, fundedGpus: 0, gpusBefore: 0, ordersBefore: 0, placeAtPrice: 1, ...change } as OrderPlaceWire
  const terms = {
    gpus: 1,
    minGpusPerNode: 1,
    minReliabilityBps: 0,
    nonce: '0',
    durationSeconds: 3_600,
    maxPricePerGpuSecond: '1000',
    maxFeeBps: 25,
    maxRelayFee: '0',
  }
  const when = { startFrom: 0, startUntil: 1_795_200_000, expiry: 1_795_200_000, timeInForce: 0 }
  const where = {
    workloadHash: `0x${'0'.repeat(64)}`,
    executor: `0x${'0'.repeat(40)}`,
    renter: `0x${'1'.repeat(40)}`,
    node: `0x${'0'.repeat(64)}`,
    classMask: '1',
    regionMask: '1',
    allOrNothing: false,
    cluster: false,
  }
  const state = { orderHash, kind: 'bid', state: 'open', leftReason: null, gpusToGo: 1, gpusFilled: 0, createdAt: 0, matches: [], phases: [] }
  const order = { ...state, order: { ...terms, ...when, ...where } } as unknown as OrderWire
  return markupFor(
    language,
    <QueryClientProvider client={new QueryClient()}>
      <OpenOrders orders={[order]} places={new Map([[orderHash, place]])} editing={null} onEdit={() => undefined} />
    </QueryClientProvider>,
  )
}
