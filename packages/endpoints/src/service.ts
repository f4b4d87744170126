import { address, payerQueryWire, payerWire, serviceIdText, servicesQueryWire, servicesWire, serviceWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Endpoints for AI services, and for the payment channels with which accounts prepay them, as the chain's events show them: /services. */
export const serviceEndpoints = {
  listServices: endpoint({
    method: 'get',
    path: '/services',
    summary:
      'List registered AI services with their prices, terms and bonds, newest first. For the next page, send the same query with `cursor: nextCursor`',
    access: 'public',
    cost: 2,
    query: servicesQueryWire,
    answer: servicesWire,
    codes: ['api.cursor_invalid', 'api.bad_address'],
    takes: ['query?'],
  }),
  getPayer: endpoint({
    method: 'get',
    path: '/services/payers/{account}',
    summary:
      'Get the pots, allowances and channels of an account, and what its channels settled on each day. The chain shows this to everyone. For the next page, send the same query with `cursor: nextCursor`',
    access: 'public',
    cost: 4,
    params: z.strictObject({ account: address }),
    query: payerQueryWire,
    answer: payerWire,
    codes: ['api.cursor_invalid', 'api.bad_address'],
    takes: ['account', 'query?'],
  }),
  getService: endpoint({
    method: 'get',
    path: '/services/{service}',
    summary: 'Get one AI service: its prices, terms, bond and royalty',
    access: 'public',
    cost: 1,
    params: z.strictObject({ service: serviceIdText }),
    answer: serviceWire,
    codes: ['service.unknown'],
    takes: ['service'],
  }),
}
