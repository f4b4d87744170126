import type { ListingDetailWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { withOffer } from '#web/parts/machine/usePrivateOffer.ts'

const offer = (price: string) => ({ ask: { pricePerGpuSecond: price } }) as NonNullable<ListingDetailWire['listing']>
const machine = (listing: ListingDetailWire['listing']) => ({ listing, unavailable: listing === null ? 'private' : null }) as ListingDetailWire

test('shows the cheaper of the two offers, and the one for everyone if both cost the same', () => {
  expect(withOffer(machine(offer('5')), offer('4')).listing).toEqual(offer('4'))
  expect(withOffer(machine(offer('5')), offer('5')).listing).toEqual(offer('5'))
  expect(withOffer(machine(offer('5')), offer('6')).listing).toEqual(offer('5'))
  expect(withOffer(machine(offer('5')), null).listing).toEqual(offer('5'))
})

test('opens a machine that has no offer for everyone', () => {
  expect(withOffer(machine(null), offer('4'))).toMatchObject({ listing: offer('4'), unavailable: null })
  expect(withOffer(machine(null), null)).toMatchObject({ listing: null, unavailable: 'private' })
})
