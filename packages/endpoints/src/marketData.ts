import {
  fillChanceQueryWire,
  fillChanceWire,
  marketClassParamsWire,
  marketClassQueryWire,
  marketDetailWire,
  marketQueryWire,
  marketWire,
} from '@infinitio/domain/wire'
import { endpoint } from './endpoint.ts'

/** Endpoints for market data from the journal, and for the chance that an order is filled: /market and /market/{class}. */
export const marketDataEndpoints = {
  getMarket: endpoint({
    method: 'get',
    path: '/market',
    summary: 'Prices, GPU-hours, utilisation and index price of every class, from the journal',
    access: 'public',
    cost: 2,
    query: marketQueryWire,
    answer: marketWire,
    codes: ['api.not_ready', 'api.not_found'],
    takes: ['query'],
  }),
  getMarketClass: endpoint({
    method: 'get',
    path: '/market/{class}',
    summary: 'Depth by price and by start, candles and trades of a class; of one region when it is named',
    access: 'public',
    cost: 2,
    params: marketClassParamsWire,
    query: marketClassQueryWire,
    answer: marketDetailWire,
    codes: ['api.not_ready', 'api.not_found'],
    takes: ['class', 'query'],
  }),
  getFillChance: endpoint({
    method: 'get',
    path: '/market/{class}/chance',
    summary:
      'How often an order for a class would have been met, counted from the trades of the last 28 days; of one region when it is named. History, and no promise',
    access: 'public',
    cost: 2,
    params: marketClassParamsWire,
    query: fillChanceQueryWire,
    answer: fillChanceWire,
    codes: ['api.not_ready', 'api.not_found'],
    takes: ['class', 'query'],
  }),
}
