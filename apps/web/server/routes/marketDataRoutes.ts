import {
  fillChanceQueryWire,
  fillChanceWire,
  marketClassParamsWire,
  marketClassQueryWire,
  marketDetailWire,
  marketQueryWire,
  marketWire,
} from '@infinitio/domain/wire'
import { readFillChance } from '../actions/readFillChance.ts'
import { readMarket } from '../actions/readMarket.ts'
import { readMarketClass } from '../actions/readMarketClass.ts'
import { endpoint } from '../http/endpoint.ts'

const nothing = { params: null, query: null, body: null } as const

/** Market data from the journal: /market and /market/{class}, with the chance of an order. */
export const marketDataRoutes = [
  endpoint({
    ...nothing,
    method: 'get',
    path: '/market',
    summary: 'Prices, GPU-hours, utilisation and index price of every class, from the journal',
    access: 'public',
    cost: 2,
    query: marketQueryWire,
    answer: marketWire,
    status: 200,
    codes: ['api.not_ready', 'api.not_found'],
    handle: ({ services, query }) => readMarket(services, { regionId: query.region ?? null }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/market/{class}',
    summary: 'Depth by price and by start, candles and trades of a class, from the journal',
    access: 'public',
    cost: 2,
    params: marketClassParamsWire,
    query: marketClassQueryWire,
    answer: marketDetailWire,
    status: 200,
    codes: ['api.not_ready', 'api.not_found'],
    handle: ({ services, params, query }) => readMarketClass(services, { classId: params.class, query }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/market/{class}/chance',
    summary: 'How often an order would have been met, from the trades of the last 28 days',
    access: 'public',
    cost: 2,
    params: marketClassParamsWire,
    query: fillChanceQueryWire,
    answer: fillChanceWire,
    status: 200,
    codes: ['api.not_ready', 'api.not_found'],
    handle: ({ services, params, query }) => readFillChance(services, { classId: params.class, query }),
  }),
]
