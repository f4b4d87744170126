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
  statementPdfQueryWire,
} from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Listings and earnings of a provider: /provider. */
export const providerEndpoints = {
  getProvider: endpoint({
    method: 'get',
    path: '/provider',
    summary: 'Nodes, asks, leases and earnings',
    access: 'account',
    cost: 2,
    answer: providerWire,
    codes: ['api.not_ready', 'chain.rpc_unavailable'],
    takes: [],
  }),
  getAskDemand: endpoint({
    method: 'get',
    path: '/provider/nodes/{node}/demand',
    summary:
      "What the open ask of the signed-in provider's node met in the last days, 1 to 7: which bids came for its class, what kept each away, and what lower prices would have brought. A replay, not a promise",
    access: 'account',
    cost: 10,
    params: z.strictObject({ node: hex32 }),
    query: askDemandQueryWire,
    answer: askDemandAnswerWire,
    codes: ['api.not_ready', 'node.unknown'],
    takes: { node: 'node', days: 'query.days' },
  }),
  getProviderEarnings: endpoint({
    method: 'get',
    path: '/provider/earnings',
    summary:
      "What the signed-in provider's closed leases came to, by period and by node: of 31 days, 13 weeks or 12 months, UTC, the current one included",
    access: 'account',
    cost: 5,
    query: z.strictObject({ by: earningsByWire.optional() }),
    answer: providerEarningsWire,
    takes: ['query'],
  }),
  getProviderStatement: endpoint({
    method: 'get',
    path: '/provider/statement',
    summary:
      'The leases of the signed-in provider that closed in a month such as "2026-11" or a year, UTC, newest first, with the sums of all of them: a page; `next` of it is the `after` of the next one',
    access: 'account',
    cost: 5,
    query: providerStatementQueryWire,
    answer: providerStatementWire,
    takes: ['query'],
  }),
  openProviderStatement: endpoint({
    method: 'get',
    path: '/provider/statement/file',
    summary: 'The statement of the signed-in provider for a month or a year as a PDF file, with exact amounts',
    access: 'account',
    cost: 20,
    query: statementPdfQueryWire,
    answer: z.string().describe('A PDF.'),
    answerType: 'application/pdf',
    takes: null,
  }),
  getFleetCalendar: endpoint({
    method: 'get',
    path: '/provider/calendar',
    summary:
      "What becomes of the hours of the signed-in provider's nodes in 28 days: a page of nodes by id; `next` of it is the `after` of the next one",
    access: 'account',
    cost: 5,
    query: fleetCalendarQueryWire,
    answer: fleetCalendarWire,
    takes: ['query'],
  }),
}
