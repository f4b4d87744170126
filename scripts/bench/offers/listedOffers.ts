import type { ListingWire } from '@infinitio/domain/wire'
import { createClient } from '@infinitio/sdk'
import { waitFor } from '../../../e2e/deployment/waitFor.ts'

const mostOnAPage = 200

/** Returns every listing of the search in its order, including simulated ones. */
export async function listedOffers({ url }: { url: string }): Promise<ListingWire[]> {
  return (await createClient({ baseUrl: url }).searchListings({ includeSimulated: 'true', limit: mostOnAPage })).items
}

/** Waits up to 120 s until the search shows at least this many listings. A fleet of a hundred machines needs some time to register, connect and list. */
export async function waitForOffers(deployment: { url: string }, { atLeast }: { atLeast: number }): Promise<void> {
  await waitFor({
    what: `${atLeast} offers`,
    within: 120,
    read: async () => (await listedOffers(deployment)).length,
    until: (shown) => shown >= atLeast,
  })
}
