import type { ListingWire } from '@infinitio/domain/wire'
import { createClient } from '@infinitio/sdk'
import { waitFor } from '../../../e2e/house/waitFor.ts'

const mostOnAPage = 200

/** Every offer that the search shows, simulated ones too, in its own order. */
export async function listedOffers({ url }: { url: string }): Promise<ListingWire[]> {
  return (await createClient({ baseUrl: url }).searchListings({ includeSimulated: 'true', limit: String(mostOnAPage) })).items
}

/** Waits until so many offers are shown: a fleet of a hundred registers, dials and lists for a while. */
export async function waitForOffers(house: { url: string }, { atLeast }: { atLeast: number }): Promise<void> {
  await waitFor({ what: `${atLeast} offers`, within: 120, read: async () => (await listedOffers(house)).length, until: (shown) => shown >= atLeast })
}
