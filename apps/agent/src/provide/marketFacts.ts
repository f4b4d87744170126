import type { CatalogueWire, ChainWire } from '@infinitio/domain/wire'
import { createClient } from '@infinitio/sdk'

/** The market's chain and catalogue, and how many milliseconds this machine's clock is ahead of the market's (null if unknown). */
export type MarketFacts = { chain: ChainWire; catalogue: CatalogueWire; skewMs: number | null }

const answersWithinMs = 8_000

/** Calls `fetch` with a time limit, so that one slow request does not delay the whole table of checks. */
const fetchInTime: typeof fetch = (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(answersWithinMs) })

/**
 * Reads the market's chain and catalogue from the API at `apiUrl`. Rejects with InfinitioError when the API does not respond or refuses. `skewMs` (how far this
 * machine's clock is ahead) is null when the answers have no date.
 */
export async function readMarketFacts(apiUrl: string): Promise<MarketFacts> {
  let skewMs: number | null = null
  const client = createClient({
    baseUrl: apiUrl,
    retries: 0,
    fetch: async (input, init) => {
      const askedAt = Date.now()
      const response = await fetchInTime(input, init)
      const told = Date.parse(response.headers.get('date') ?? '')
      // The `date` header has whole seconds, so on average the market's clock is half a second later. Add that.
      if (!Number.isNaN(told)) skewMs = (askedAt + Date.now()) / 2 - (told + 500)
      return response
    },
  })
  const [chain, catalogue] = await Promise.all([client.getChain(), client.getClasses()])
  return { chain, catalogue, skewMs }
}
