import type { ListingDetailWire } from '@infinitio/domain/wire'
import { getListing, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'
import type { RentWish } from '#web/parts/checkout/rentAddress.ts'

/** A start in the future, as Unix hour, and the duration in seconds. */
export type LaterStart = { readonly startHour: number; readonly seconds: number }

/**
 * Query for one machine with its free hours of the next 28 days, even if it cannot be booked. The hours begin now if `later` is null, otherwise at a future
 * start.
 */
export function listingQuery(api: Transport, node: string, later: LaterStart | null) {
  const query = later === null ? {} : { startHour: later.startHour, minutes: Math.ceil(later.seconds / 60) }
  return queryOptions({
    queryKey: ['listing', node, query] as const,
    queryFn: () => getListing(api, { node, query }),
    // If only the start time on the same machine changed, the old data stays visible until the new data has loaded.
    placeholderData: (shown: ListingDetailWire | undefined) => (shown?.node === node ? shown : undefined),
  })
}

/** Returns the start and length of a lease with a chosen start hour; null if it begins now. */
export function laterOfRent({ startHour, durationSeconds }: RentWish): LaterStart | null {
  return startHour === null ? null : { startHour, seconds: durationSeconds }
}
