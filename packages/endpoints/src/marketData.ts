import {
  classDemandQueryWire,
  classDemandWire,
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
    summary: 'Get prices, traded GPU-hours, utilisation and index price of every GPU class, from the journal: in all regions, or in `region`',
    access: 'public',
    cost: 2,
    query: marketQueryWire,
    answer: marketWire,
    codes: ['api.not_ready', 'api.not_found'],
    takes: ['query?'],
  }),
  getMarketClass: endpoint({
    method: 'get',
    path: '/market/{class}',
    summary:
      'Get the market of one GPU class: open orders by price and by start, candles, trades and a price forecast, in all regions or in `region`',
    access: 'public',
    cost: 2,
    params: marketClassParamsWire,
    query: marketClassQueryWire,
    answer: marketDetailWire,
    codes: ['api.not_ready', 'api.not_found'],
    takes: ['class', 'query?'],
  }),
  getFillChance: endpoint({
    method: 'get',
    path: '/market/{class}/chance',
    summary:
      'Get how often an order for a GPU class would have been filled, by the trades of the last 28 days: in all regions, or in `region`. It shows history and promises nothing',
    access: 'public',
    cost: 2,
    params: marketClassParamsWire,
    query: fillChanceQueryWire,
    answer: fillChanceWire,
    codes: ['api.not_ready', 'api.not_found'],
    takes: ['class', 'query'],
  }),
  getClassDemand: endpoint({
    method: 'get',
    path: '/market/{class}/demand',
    summary:
      'Get what a new machine of a GPU class would have earned in the last 7 days at each price, from a replay of the past bids. It shows history and promises nothing',
    access: 'public',
    cost: 50,
    params: marketClassParamsWire,
    query: classDemandQueryWire,
    answer: classDemandWire,
    codes: ['api.not_ready', 'api.not_found'],
    takes: ['class', 'query'],
  }),
}
