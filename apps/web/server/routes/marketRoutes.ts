import { bps, isRefusal } from '@infinitio/domain'
import {
  catalogueWire,
  healthWire,
  hex32,
  listingDetailWire,
  listingMapWire,
  listingPageWire,
  listingQueryWire,
  startsQueryWire,
  startsWire,
  statusWire,
} from '@infinitio/domain/wire'
import { z } from 'zod'
import { readHealth } from '../actions/readHealth.ts'
import { readListing } from '../actions/readListing.ts'
import { readStatus } from '../actions/readStatus.ts'
import { endpoint } from '../http/endpoint.ts'

const nothing = { params: null, query: null, body: null } as const

/** What can be booked: /classes, /listings; and /health, /status. */
export const marketRoutes = [
  endpoint({
    ...nothing,
    method: 'get',
    path: '/classes',
    summary: 'GPU classes and regions with prices and what is free',
    access: 'public',
    cost: 1,
    answer: catalogueWire,
    status: 200,
    codes: ['api.not_ready'],
    handle: ({ services }) => services.market.ask({ kind: 'catalogue' }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/listings',
    summary: 'Nodes that can be booked now, with facets',
    access: 'public',
    cost: 1,
    query: listingQueryWire,
    answer: listingPageWire,
    status: 200,
    codes: ['api.cursor_invalid', 'api.not_ready', 'chain.rpc_unavailable'],
    async handle({ services, query, request }) {
      const { feeBps } = await services.facts.read()
      const changes = services.market.changes()
      const page = await services.market.ask({ kind: 'search', query, fees: { feeBps: bps(BigInt(feeBps)), relayFee: services.relayFee } })
      const { pathname, search } = new URL(request.url)
      if (!isRefusal(page)) services.kept.keep(pathname + search, page, { changes })
      return page
    },
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/listings/starts',
    summary: 'Other starts at which a search finds something cheaper, or something at all',
    access: 'public',
    cost: 3,
    query: startsQueryWire,
    answer: startsWire,
    status: 200,
    codes: ['api.not_ready', 'chain.rpc_unavailable'],
    async handle({ services, query }) {
      const { feeBps } = await services.facts.read()
      return services.market.ask({ kind: 'starts', query, fees: { feeBps: bps(BigInt(feeBps)), relayFee: services.relayFee } })
    },
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/listings/map',
    summary: 'Where all that a search finds stands, with counts and the cheapest',
    access: 'public',
    cost: 2,
    query: startsQueryWire,
    answer: listingMapWire,
    status: 200,
    codes: ['api.not_ready'],
    handle: ({ services, query }) => services.market.ask({ kind: 'map', query }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/listings/{node}',
    summary: 'One machine with its calendar and price history',
    access: 'public',
    cost: 1,
    params: z.strictObject({ node: hex32 }),
    query: listingQueryWire.pick({ hours: true, minGpus: true, startHour: true }),
    answer: listingDetailWire,
    status: 200,
    codes: ['node.unknown', 'api.not_ready', 'chain.rpc_unavailable'],
    handle: ({ services, params, query: { hours = null, minGpus = null, startHour = null } }) =>
      readListing(services, { node: params.node, hours, minGpus, startHour }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/health',
    summary: 'Whether database, chain and engine answer; 503 when the database does not',
    access: 'public',
    cost: 1,
    answer: healthWire,
    status: 200,
    codes: [],
    async handle({ services, headers }) {
      const health = await readHealth(services)
      const all = new Headers(headers)
      all.set('content-type', 'application/json')
      all.set('cache-control', 'no-store')
      return new Response(JSON.stringify(health), { status: health.status === 'down' ? 503 : 200, headers: all })
    },
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/status',
    summary: 'How each part of the house does, with the numbers of its metrics',
    access: 'public',
    cost: 1,
    answer: statusWire,
    status: 200,
    codes: [],
    handle: ({ services }) => readStatus(services, { nowSeconds: Math.floor(Date.now() / 1_000) }),
  }),
]
