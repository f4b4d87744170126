import type { ListingDetailWire, ListingWire } from '@infinitio/domain/wire'
import { useMemo, useState } from 'react'
import type { Checkout } from '#web/parts/checkout/checkout.ts'
import type { RentWish } from '#web/parts/checkout/rentAddress.ts'

type RentCheckout = {
  readonly checkout: Checkout
  /** The price that the page shows (`was`) and the present price of the ask (`now`), in base units per GPU-second. Null while they are equal. */
  readonly priceChange: { readonly was: string; readonly now: string } | null
  /** Replaces the shown price with the current price of the ask. */
  readonly takePrice: () => void
}

/**
 * Returns the checkout that rents a machine without a hold. The first price stays on screen until the renter accepts a changed price, so that the order always
 * has the price that the renter saw.
 */
export function useRentCheckout(detail: ListingDetailWire, { gpus, durationSeconds, startHour }: RentWish): RentCheckout {
  const listing = detail.listing !== null && takes(detail.listing, { gpus, durationSeconds }) ? detail.listing : null
  const [shown, setShown] = useState<ListingWire | null>(listing)
  const [serverNow] = useState(() => Math.floor(Date.now() / 1_000))
  const seen = shown ?? listing
  if (shown === null && listing !== null) setShown(listing)
  const checkout = useMemo(
    () => ({
      ...{ key: detail.node, node: detail.node, listing, gpus, durationSeconds, serverNow },
      pricePerGpuSecond: seen?.ask.pricePerGpuSecond ?? '0',
      like: seen ?? detail,
      startAt: startHour === null ? null : startHour * 3_600,
      hold: null,
    }),
    [detail, listing, seen, gpus, durationSeconds, startHour, serverNow],
  )
  const was = checkout.pricePerGpuSecond
  const now = listing?.ask.pricePerGpuSecond ?? was
  return { checkout, priceChange: was === now ? null : { was, now }, takePrice: () => setShown(listing) }
}

/** Returns true if the listing accepts a lease of this many GPUs and seconds. */
function takes({ ask, freeGpus }: ListingWire, { gpus, durationSeconds }: Pick<RentWish, 'gpus' | 'durationSeconds'>): boolean {
  return (
    ask.minGpus <= gpus &&
    gpus <= Math.min(ask.maxGpus, freeGpus) &&
    ask.minDurationSeconds <= durationSeconds &&
    durationSeconds <= ask.maxDurationSeconds
  )
}
