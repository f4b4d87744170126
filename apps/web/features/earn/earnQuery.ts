import type { CatalogueWire, ChainWire, MarketWire } from '@infinitio/domain/wire'
import { getChain, getClasses, getMarket, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** The data for an earnings estimate: the prices and volumes of each class, reference prices, the regions, and the market's fee. */
export type EarnFacts = {
  readonly market: MarketWire
  readonly classes: CatalogueWire['classes']
  readonly regions: CatalogueWire['regions']
  readonly chain: ChainWire
}

/** Fetches all data of an earnings estimate together, so that the page shows either all of it or none. */
export function earnQuery(api: Transport) {
  return queryOptions({
    queryKey: ['market', 'earn'],
    queryFn: async (): Promise<EarnFacts> => {
      const [market, { classes, regions }, chain] = await Promise.all([getMarket(api, {}), getClasses(api), getChain(api)])
      return { market, classes, regions, chain }
    },
  })
}
