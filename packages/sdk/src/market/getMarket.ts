import type { MarketQueryWire, MarketWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Prices, what traded and how much is leased, class by class; of one region when it is named. */
export function getMarket(transport: Transport, query: MarketQueryWire): Promise<MarketWire> {
  return transport.send<MarketWire>({ method: 'GET', path: '/market', query })
}
