import {
  address,
  checkReportWire,
  checkSlotParams,
  checkSlotWire,
  keptCheckWire,
  payerQueryWire,
  payerWire,
  serviceChecksWire,
  serviceIdText,
  servicesQueryWire,
  servicesWire,
  serviceWire,
} from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** 64 services with two hashes each. */
const mostReportBytes = 32_768

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
  getServiceChecks: endpoint({
    method: 'get',
    path: '/services/{service}/checks',
    summary: 'Get what the checks of validators show about an AI service: its standing, and the results of the last 20 checks',
    access: 'public',
    cost: 2,
    params: z.strictObject({ service: serviceIdText }),
    answer: serviceChecksWire,
    codes: ['service.unknown', 'chain.rpc_unavailable'],
    takes: ['service'],
  }),
  getCheckSlot: endpoint({
    method: 'get',
    path: '/services/checks/{slot}',
    summary: 'List the reports of validators about one check of AI services, with their signatures',
    access: 'public',
    cost: 4,
    params: checkSlotParams,
    answer: checkSlotWire,
    codes: ['api.invalid_field'],
    takes: ['slot'],
  }),
  postCheckReport: endpoint({
    method: 'post',
    path: '/services/checks',
    summary: 'Submit the answers that a validator got from the services of a model in the present check or the one before',
    access: 'public',
    cost: 5,
    body: checkReportWire,
    mostBytes: mostReportBytes,
    answer: keptCheckWire,
    codes: [
      'api.invalid_field',
      'api.bad_address',
      'api.idempotency_conflict',
      'auth.signature_malformed',
      'auth.signature_wrong_signer',
      'service.unknown',
      'chain.rpc_unavailable',
    ],
    takes: ['body'],
  }),
}
