import type { MarketClassQueryWire, MarketDetailWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Depth by price and by start, candles and trades of a class; of one region when it is named. Throws `api.not_found` for a class or region that is not in the catalogue. */
export function getMarketClass(transport: Transport, classId: number, query: MarketClassQueryWire): Promise<MarketDetailWire> {
  return transport.send<MarketDetailWire>({ method: 'GET', path: `/market/${classId}`, query })
}
