import type { CatalogueWire, ChainWire } from '@infinitio/domain/wire'
import { createClient } from '@infinitio/sdk'

/** The market's chain and catalogue, and how far its clock is ahead, in ms (null if unknown). */
export type MarketFacts = { chain: ChainWire; catalogue: CatalogueWire; skewMs: number | null }

const answersWithinMs = 8_000

/** `fetch` that gives up in time, so that a table of checks is never held up by one of them. */
const fetchInTime: typeof fetch = (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(answersWithinMs) })

/** Asks the API at `apiUrl`. Rejects with InfinitioError when it is away or refuses. `skewMs` is null when it does not tell the time. */
export async function readMarketFacts(apiUrl: string): Promise<MarketFacts> {
  let skewMs: number | null = null
  const client = createClient({
    baseUrl: apiUrl,
    retries: 0,
    fetch: async (input, init) => {
      const askedAt = Date.now()
      const response = await fetchInTime(input, init)
      const told = Date.parse(response.headers.get('date') ?? '')
      // The header counts whole seconds: half of one is the best guess.
      if (!Number.isNaN(told)) skewMs = (askedAt + Date.now()) / 2 - (told + 500)
      return response
    },
  })
  const [chain, catalogue] = await Promise.all([client.getChain(), client.getClasses()])
  return { chain, catalogue, skewMs }
}
