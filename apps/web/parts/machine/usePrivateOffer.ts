'use client'
import type { ListingDetailWire } from '@infinitio/domain/wire'
import { getPrivateListing } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import type { LaterStart } from '#web/parts/machine/listingQuery.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'

/**
 * Returns a machine as the signed-in account can rent it: with the offer that its provider made only to this account, unless the offer for everyone is cheaper.
 * `isKnown` is false while it is not known whether there is such an offer. Without `detail`, returns undefined.
 */
export function usePrivateOffer(
  detail: ListingDetailWire | undefined,
  later: LaterStart | null,
): { readonly detail: ListingDetailWire | undefined; readonly isKnown: boolean } {
  const account = useAccount()
  const node = detail?.node ?? ''
  const isPossible = detail?.hasPrivateOffers === true && account !== null && account !== detail.provider
  const query = later === null ? {} : { startHour: later.startHour, minutes: Math.ceil(later.seconds / 60) }
  const offer = useQuery({
    queryKey: ['private-listing', node, query],
    queryFn: () => getPrivateListing(browserApi, { node, query }),
    enabled: isPossible && account !== undefined,
  })
  const isKnown = !isPossible || offer.data !== undefined || offer.isError
  return { detail: detail === undefined ? undefined : withOffer(detail, offer.data?.listing ?? null), isKnown }
}

/** Returns a machine with the cheaper of two offers: the one for everyone, or the one for the signed-in account. Pure. */
export function withOffer(detail: ListingDetailWire, offer: ListingDetailWire['listing']): ListingDetailWire {
  const priceOf = ({ ask }: NonNullable<ListingDetailWire['listing']>) => BigInt(ask.pricePerGpuSecond)
  if (offer === null || (detail.listing !== null && priceOf(detail.listing) <= priceOf(offer))) return detail
  return { ...detail, listing: offer, unavailable: null }
}
