import type { ListingDetailWire } from '@infinitio/domain/wire'
import { getListing, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'
import type { RentWish } from '#web/parts/checkout/rentAddress.ts'

/** A start to come: its Unix hour, and for how many hours. */
export type LaterStart = { readonly startHour: number; readonly hours: number }

/** One node with 28 days of free hours, whether it can be booked or not: now (`later` null), or from a start to come. */
export function listingQuery(api: Transport, node: string, later: LaterStart | null) {
  const query = later === null ? {} : { startHour: later.startHour, hours: later.hours }
  return queryOptions({
    queryKey: ['listing', node, query] as const,
    queryFn: () => getListing(api, { node, query }),
    // Another start of the same machine: what is on screen stays until it is known.
    placeholderData: (shown: ListingDetailWire | undefined) => (shown?.node === node ? shown : undefined),
  })
}

/** The start to come that a checkout is opened for; null: now. */
export function laterOfRent({ startHour, durationSeconds }: RentWish): LaterStart | null {
  return startHour === null ? null : { startHour, hours: Math.ceil(durationSeconds / 3_600) }
}
