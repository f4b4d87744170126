import {
  askDemandQueryWire,
  askDemandAnswerWire,
  earningsByWire,
  fleetCalendarQueryWire,
  fleetCalendarWire,
  hex32,
  providerEarningsWire,
  providerStatementQueryWire,
  providerStatementWire,
  providerWire,
} from '@infinitio/domain/wire'
import { z } from 'zod'
import { readAskDemand } from '../actions/readAskDemand.ts'
import { readFleetCalendar } from '../actions/readFleetCalendar.ts'
import { readProvider } from '../actions/readProvider.ts'
import { readProviderEarnings } from '../actions/readProviderEarnings.ts'
import { readProviderStatement } from '../actions/readProviderStatement.ts'
import { endpoint } from '../http/endpoint.ts'
import { signedIn } from './signedIn.ts'

const nothing = { params: null, query: null, body: null } as const

/** What an account offers and earns as a provider: /provider. */
export const providerRoutes = [
  endpoint({
    ...nothing,
    method: 'get',
    path: '/provider',
    summary: 'Nodes, asks, leases and earnings',
    access: 'account',
    cost: 2,
    answer: providerWire,
    status: 200,
    codes: ['api.not_ready', 'chain.rpc_unavailable'],
    handle: (call) => readProvider(call.services, { account: signedIn(call) }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/provider/nodes/{node}/demand',
    summary: 'What the open ask of a node met: past bids, what kept each away, and what lower prices would have brought, by a replay',
    access: 'account',
    cost: 10,
    params: z.strictObject({ node: hex32 }),
    query: askDemandQueryWire,
    answer: askDemandAnswerWire,
    status: 200,
    codes: ['api.not_ready', 'node.unknown'],
    handle: (call) => readAskDemand(call.services, { account: signedIn(call), nodeId: call.params.node, days: call.query.days ?? 7 }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/provider/earnings',
    summary: 'What leases that closed came to, by day, week or month and by node',
    access: 'account',
    cost: 5,
    query: z.strictObject({ by: earningsByWire.optional() }),
    answer: providerEarningsWire,
    status: 200,
    codes: [],
    handle: (call) => readProviderEarnings(call.services, { account: signedIn(call), by: call.query.by ?? 'day' }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/provider/statement',
    summary: 'The leases that closed in a month, page by page',
    access: 'account',
    cost: 5,
    query: providerStatementQueryWire,
    answer: providerStatementWire,
    status: 200,
    codes: [],
    handle: (call) => readProviderStatement(call.services, { account: signedIn(call), query: call.query }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/provider/calendar',
    summary: 'What becomes of the hours of each node in 28 days: leased, held, outside what is offered, free',
    access: 'account',
    cost: 5,
    query: fleetCalendarQueryWire,
    answer: fleetCalendarWire,
    status: 200,
    codes: [],
    handle: (call) => readFleetCalendar(call.services, { account: signedIn(call), after: call.query.after ?? null }),
  }),
]
