import { zeroHex32 } from '@infinitio/domain'
import { expect, test } from 'vitest'
import { ticketBid } from '#web/features/order-ticket/ticketBid.ts'
import { plainTicket, type TicketDraft } from '#web/features/order-ticket/ticketDraft.ts'
import { waitingWish, waitingWishOf } from '#web/features/order-ticket/waitingWish.ts'

const now = 1_800_000_000
const chain = { chainNow: now, feeBps: 25, relayFee: '0', leastLeaseValue: '0', smallLeaseFee: '0' }
const ready: TicketDraft = { ...plainTicket, classId: 3, regionId: null, priceText: '3.60', gpus: 4, hours: 2 }

test.each<[Partial<TicketDraft>, boolean]>([
  [{}, true],
  [{ shape: 'oneNode' }, true],
  [{ shape: 'whole' }, false],
  [{ shape: 'cluster' }, false],
  [{ start: 'window', startFrom: '2027-01-16T08:00', startUntil: '2027-01-16T12:00' }, false],
  [{ classId: null }, false],
])('past trades say something about %j: %s, in a ticket as in the bid it becomes', (change, isTold) => {
  const draft = { ...ready, ...change }
  const bid = ticketBid({ draft, renter: `0x${'1'.repeat(40)}`, workloadHash: zeroHex32, nonce: 1n, chain })
  const wish = waitingWish(draft, now)
  expect(wish !== null).toBe(isTold)
  expect(waitingWishOf(bid, now)).toEqual(wish)
})

test('returns null for an order that does not wait', () => {
  expect(waitingWish({ ...ready, force: 'ioc' }, now)).toBeNull()
  expect(waitingWish({ ...ready, priceText: '' }, now)).toBeNull()
})
