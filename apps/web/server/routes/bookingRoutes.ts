import { isRefusal } from '@infinitio/domain'
import {
  cancelOrderWire,
  hex32,
  holdWire,
  queryInt,
  orderAcceptedWire,
  orderPageWire,
  orderPlacesWire,
  orderReceiptsWire,
  orderWire,
  ordersCancelledWire,
  placeHoldWire,
  ordersPlacedWire,
  placeOrdersWire,
  placeOrderWire,
  uuid,
  workloadPutWire,
  workloadWire,
} from '@infinitio/domain/wire'
import { z } from 'zod'
import { cancelAllOrders } from '../actions/cancelAllOrders.ts'
import { cancelOrder } from '../actions/cancelOrder.ts'
import { listOrders } from '../actions/listOrders.ts'
import { listReceipts } from '../actions/listReceipts.ts'
import { placeBatch } from '../actions/placeBatch.ts'
import { placeHold } from '../actions/placeHold.ts'
import { placeOrder } from '../actions/placeOrder.ts'
import { putWorkload } from '../actions/putWorkload.ts'
import { readHold } from '../actions/readHold.ts'
import { readOrder } from '../actions/readOrder.ts'
import { readOrderPlaces } from '../actions/readOrderPlaces.ts'
import { readWorkload } from '../actions/readWorkload.ts'
import { releaseHold } from '../actions/releaseHold.ts'
import { endpoint } from '../http/endpoint.ts'
import { orderCodes } from './orderCodes.ts'
import { orderStreamRoutes } from './orderStreamRoutes.ts'
import { signedIn } from './signedIn.ts'

const nothing = { params: null, query: null, body: null } as const
/** 100 orders with a mandate each, and room for white space. */
const mostBatchBytes = 262_144
const holdPath = z.strictObject({ holdId: uuid })
const hashPath = z.strictObject({ hash: hex32 })
const side = z.enum(['asks', 'bids'], { error: 'api.invalid_field' }).optional()
const pageQuery = z.strictObject({
  side,
  state: z
    .enum(['open', 'past'], { error: 'api.invalid_field' })
    .optional()
    .describe('open: something of it waits, in the book or to settle. past: over. All when left out.'),
  cursor: z.string().max(100).optional(),
  limit: queryInt(1, 100).optional(),
})

/** From holding to ordering: /holds, /workloads, /orders. */
export const bookingRoutes = [
  endpoint({
    ...nothing,
    method: 'post',
    path: '/holds',
    summary: 'Hold a listing for five minutes',
    access: 'account',
    keyRight: 'any',
    cost: 5,
    body: placeHoldWire,
    answer: holdWire,
    status: 202,
    idempotent: true,
    codes: [
      'api.not_ready',
      'market.halted',
      'market.cancel_only',
      'account.blocked',
      'chain.settlements_paused',
      'order.backed_off',
      'order.ask_unknown',
      'order.ask_gone',
      'order.self_trade',
      'order.private_listing',
      'order.too_few_gpus',
      'order.too_many_gpus',
      'order.duration_too_short',
      'order.duration_too_long',
    ],
    async handle(call) {
      const account = signedIn(call)
      // It would set money aside beside what the contract counts against the key.
      if (call.sessionKey !== null && call.body.funded) return { rejected: 'auth.key_not_allowed' as const, detail: 'a funded hold' }
      const holdId = await placeHold(call.services, { account, wanted: call.body })
      return isRefusal(holdId) ? holdId : readHold(call.services, { account, holdId })
    },
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/holds/{holdId}',
    summary: 'A hold with its state and the held machine',
    access: 'account',
    keyRight: 'any',
    cost: 1,
    params: holdPath,
    answer: holdWire,
    status: 200,
    codes: ['hold.unknown', 'hold.not_owner', 'api.not_ready'],
    handle: (call) => readHold(call.services, { account: signedIn(call), ...call.params }),
  }),
  endpoint({
    ...nothing,
    method: 'delete',
    path: '/holds/{holdId}',
    summary: 'Give a hold back',
    access: 'account',
    keyRight: 'any',
    cost: 2,
    params: holdPath,
    answer: null,
    status: 204,
    codes: ['hold.unknown', 'hold.not_owner', 'hold.already_used'],
    handle: (call) => releaseHold(call.services, { account: signedIn(call), ...call.params }),
  }),
  endpoint({
    ...nothing,
    method: 'put',
    path: '/workloads/{hash}',
    summary: 'Store what will run, under the hash of its content',
    access: 'account',
    keyRight: 'any',
    cost: 3,
    params: hashPath,
    body: workloadWire,
    answer: workloadPutWire,
    status: 200,
    codes: ['api.invalid_field', 'node.workload_hash_mismatch', 'node.ssh_key_malformed', 'node.image_not_pinned'],
    handle: (call) => putWorkload(call.services, { account: signedIn(call), hash: call.params.hash, workload: call.body }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/workloads/{hash}',
    summary: 'What runs: for its owner, or a node with a lease that names it',
    access: 'optional',
    cost: 1,
    params: hashPath,
    answer: workloadWire,
    status: 200,
    codes: ['node.workload_unknown', 'auth.forbidden'],
    handle: ({ services, params, account, nodeIds }) => readWorkload(services, { hash: params.hash, account, nodeIds }),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/orders',
    summary: 'Hand in one signed order',
    access: 'public',
    cost: 5,
    body: placeOrderWire,
    answer: orderAcceptedWire,
    status: 202,
    idempotent: true,
    codes: orderCodes,
    handle: ({ services, body, ip }) => placeOrder(services, body, { caller: ip }),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/orders/batch',
    summary: 'Hand in up to 100 signed orders, each with its own verdict',
    access: 'public',
    cost: 5,
    body: placeOrdersWire,
    mostBytes: mostBatchBytes,
    answer: ordersPlacedWire,
    status: 202,
    idempotent: true,
    codes: ['chain.rpc_unavailable'],
    handle: ({ services, body, ip }) => placeBatch(services, { orders: body.orders, ip }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/orders',
    summary: 'Orders of the signed-in account, newest first',
    access: 'account',
    cost: 2,
    query: pageQuery,
    answer: orderPageWire,
    status: 200,
    codes: ['api.cursor_invalid'],
    handle: (call) => {
      const { side: asked, state = 'all', cursor = null, limit = 50 } = call.query
      const kind = asked === undefined ? null : asked === 'bids' ? 'bid' : 'ask'
      return listOrders(call.services, { account: signedIn(call), kind, state, cursor, limit })
    },
  }),
  endpoint({
    ...nothing,
    method: 'delete',
    path: '/orders',
    summary: 'Take all open orders of the signed-in account out of the book, or those of one side',
    access: 'account',
    cost: 3,
    query: z.strictObject({ side }),
    answer: ordersCancelledWire,
    status: 202,
    codes: [],
    handle: (call) => cancelAllOrders(call.services, { account: signedIn(call), side: call.query.side ?? null }),
  }),
  // Before what takes any hash.
  ...orderStreamRoutes,
  endpoint({
    ...nothing,
    method: 'get',
    path: '/orders/places',
    summary: 'Where each standing bid of the signed-in account is in its queue, from the journal',
    access: 'account',
    cost: 2,
    answer: orderPlacesWire,
    status: 200,
    codes: ['api.not_ready'],
    handle: (call) => readOrderPlaces(call.services, { account: signedIn(call) }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/orders/{hash}',
    summary: 'An order with its phases',
    access: 'public',
    cost: 1,
    params: hashPath,
    answer: orderWire,
    status: 200,
    codes: ['order.unknown'],
    handle: ({ services, params }) => readOrder(services, { orderHash: params.hash }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/orders/{hash}/receipts',
    summary: "The signed receipts of one's own order, and of its cancellations",
    access: 'account',
    cost: 2,
    params: hashPath,
    answer: orderReceiptsWire,
    status: 200,
    codes: ['order.unknown', 'auth.forbidden'],
    handle: (call) => listReceipts(call.services, { account: signedIn(call), orderHash: call.params.hash }),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/orders/{hash}/cancel',
    summary: 'Take an order out of the book',
    access: 'public',
    cost: 3,
    params: hashPath,
    body: cancelOrderWire,
    answer: orderAcceptedWire,
    status: 202,
    idempotent: true,
    codes: [
      'order.unknown',
      'order.already_matched',
      'auth.signature_expired',
      'auth.signature_malformed',
      'auth.signature_high_s',
      'auth.signature_wrong_signer',
      'auth.signature_foreign_chain',
      'chain.rpc_unavailable',
    ],
    handle: ({ services, params, body }) => cancelOrder(services, { orderHash: params.hash, cancel: body }),
  }),
]
