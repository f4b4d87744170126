import type { OrderWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { FillList } from '#web/features/orders/FillList.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const match = {
  ...{ matchId: '1', at: 1_000_000, together: null, node: `0x${'ab'.repeat(32)}`, gpus: 1, pricePerGpuSecond: '1000', startAt: null },
  ...{ state: 'unsettled', settledBy: 'party', code: null, leaseId: null },
} as const
const left = 'the operator does not send this match to the chain'

test('shows that the operator leaves a match to its parties, until it is settled or dropped', () => {
  expect(textOf({})).toContain(left)
  expect(textOf({ settledBy: 'operator' })).not.toContain(left)
  expect(textOf({ state: 'settled', leaseId: '7' })).not.toContain(left)
  expect(textOf({ state: 'abandoned', code: 'order.not_settled' })).not.toContain(left)
})

function textOf(change: Partial<OrderWire['matches'][number]>): string {
  const terms = { gpus: 1, minGpusPerNode: 1, durationSeconds: 3_600, maxPricePerGpuSecond: '1000', maxFeeBps: 25, maxRelayFee: '0' }
  const when = { startFrom: 0, startUntil: 0, expiry: 0 }
  const where = { renter: `0x${'1'.repeat(40)}`, node: match.node, classMask: '1', regionMask: '1', allOrNothing: false }
  const order = { kind: 'bid', gpusToGo: 0, createdAt: 0, order: { ...terms, ...when, ...where }, matches: [{ ...match, ...change }] }
  return markupFor('en', <FillList order={order as unknown as OrderWire} />)
}
