import { address as toAddress } from '@infinitio/domain'
import {
  address,
  boardWire,
  emissionAccountWire,
  emissionWire,
  epochDocumentWire,
  hex32,
  hourRecordsWire,
  hoursQueryWire,
  lossesWire,
  postEpochWire,
  postLossWire,
  postRootWire,
  programmesWire,
  rootsWire,
  statementWire,
} from '@infinitio/domain/wire'
import { z } from 'zod'
import { listEpochBoard } from '../actions/listEpochBoard.ts'
import { listHourRecords } from '../actions/listHourRecords.ts'
import { listLosses } from '../actions/listLosses.ts'
import { listProgrammes } from '../actions/listProgrammes.ts'
import { listRootBoard } from '../actions/listRootBoard.ts'
import { postEpoch } from '../actions/postEpoch.ts'
import { postLoss } from '../actions/postLoss.ts'
import { postRoot } from '../actions/postRoot.ts'
import { readEmission } from '../actions/readEmission.ts'
import { readEmissionAccount } from '../actions/readEmissionAccount.ts'
import { readEpochDocument } from '../actions/readEpochDocument.ts'
import { endpoint } from '../http/endpoint.ts'

const handingIn = { method: 'post', access: 'public', params: null, query: null, status: 200 } as const
const publicReading = { method: 'get', access: 'public', params: null, query: null, body: null, status: 200 } as const
/** Some fourteen thousand nodes, which take a fifth of a second to read. More would hold everybody up. */
const mostDocumentBytes = 5_242_880

/** What anybody needs to work an epoch of emission out again, and the board on which validators' signatures meet: /emission. */
export const emissionRoutes = [
  endpoint({
    ...publicReading,
    path: '/emission',
    summary: 'Where emission stands, and its last epochs',
    cost: 2,
    answer: emissionWire,
    codes: ['chain.rpc_unavailable'],
    handle: ({ services }) => readEmission(services),
  }),
  endpoint({
    ...publicReading,
    path: '/emission/accounts/{account}',
    summary: 'What a provider can claim, with its proof, and what waits',
    cost: 4,
    params: z.strictObject({ account: address }),
    answer: emissionAccountWire,
    codes: ['api.bad_address', 'api.not_found', 'chain.rpc_unavailable'],
    handle: ({ services, params }) => readEmissionAccount(services, toAddress(params.account)),
  }),
  endpoint({
    ...publicReading,
    path: '/emission/programmes',
    summary: 'Incentive programmes and what is left of each',
    cost: 2,
    answer: programmesWire,
    codes: ['chain.rpc_unavailable'],
    handle: ({ services }) => listProgrammes(services),
  }),
  endpoint({
    ...publicReading,
    path: '/emission/hours',
    summary: 'For how long nodes were there in hours that are over',
    cost: 4,
    query: hoursQueryWire,
    answer: hourRecordsWire,
    codes: ['api.invalid_field', 'api.not_found', 'chain.rpc_unavailable'],
    handle: ({ services, query }) => listHourRecords(services, query),
  }),
  endpoint({
    ...publicReading,
    path: '/emission/documents/{statement}',
    summary: 'An epoch with all its leaves and what each follows from',
    cost: 4,
    params: z.strictObject({ statement: hex32 }),
    answer: epochDocumentWire,
    codes: ['api.invalid_field', 'api.not_found'],
    handle: ({ services, params }) => readEpochDocument(services, params.statement),
  }),
  endpoint({
    ...publicReading,
    path: '/emission/board',
    summary: 'Signatures of validators under epochs of the last day',
    cost: 2,
    answer: boardWire,
    codes: [],
    handle: ({ services }) => listEpochBoard(services),
  }),
  endpoint({
    ...handingIn,
    path: '/emission/board',
    summary: 'Hand in an epoch with a validator’s signature, or the leaves of a published one',
    cost: 50,
    body: postEpochWire,
    mostBytes: mostDocumentBytes,
    answer: statementWire,
    codes: [
      'api.invalid_field',
      'api.not_found',
      'auth.signature_malformed',
      'auth.signature_wrong_signer',
      'api.idempotency_conflict',
      'chain.rpc_unavailable',
    ],
    handle: ({ services, body }) => postEpoch(services, body),
  }),
  endpoint({
    ...publicReading,
    path: '/emission/losses',
    summary: 'Leases that were lost with their node and run on the chain still',
    cost: 2,
    answer: lossesWire,
    codes: [],
    handle: ({ services }) => listLosses(services),
  }),
  endpoint({
    ...handingIn,
    path: '/emission/losses',
    summary: 'Hand in a validator’s signature under a loss',
    cost: 10,
    body: postLossWire,
    answer: statementWire,
    codes: ['api.invalid_field', 'api.not_found', 'auth.signature_malformed', 'auth.signature_wrong_signer', 'chain.rpc_unavailable'],
    handle: ({ services, body }) => postLoss(services, body),
  }),
  endpoint({
    ...publicReading,
    path: '/emission/roots',
    summary: 'Signatures of validators under reputations and deliveries of the last day',
    cost: 2,
    answer: rootsWire,
    codes: [],
    handle: ({ services }) => Promise.resolve(listRootBoard(services)),
  }),
  endpoint({
    ...handingIn,
    path: '/emission/roots',
    summary: 'Hand in a root with a validator’s signature',
    cost: 10,
    body: postRootWire,
    answer: statementWire,
    codes: ['api.invalid_field', 'auth.signature_malformed', 'auth.signature_wrong_signer', 'api.idempotency_conflict', 'chain.rpc_unavailable'],
    handle: ({ services, body }) => postRoot(services, body),
  }),
]
