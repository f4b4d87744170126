import { marketDataEndpoints } from '@infinitio/endpoints'
import { readFillChance, readMarket, readMarketClass } from '../actions/market/marketData.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** Market data from the journal: /market and /market/{class}, with the chance of an order. */
export const marketDataRoutes = bindEndpoints(marketDataEndpoints, {
  getMarket: ({ services, query }) => readMarket(services, { regionId: query.region ?? null }),
  getMarketClass: ({ services, params, query }) => readMarketClass(services, { classId: params.class, query }),
  getFillChance: ({ services, params, query }) => readFillChance(services, { classId: params.class, query }),
})
