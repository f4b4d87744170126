import { usualPageItems } from '@infinitio/domain/wire'
import { isRefusal } from '@infinitio/domain'
import { orderEndpoints } from '@infinitio/endpoints'
import { cancelAllOrders, cancelOrder } from '../actions/orders/cancelOrders.ts'
import { listOrders, readOrder, readOrderPlaces } from '../actions/orders/readOrder.ts'
import { listReceipts } from '../actions/orders/listReceipts.ts'
import { placeBatch, placeOrder } from '../actions/orders/placeOrders.ts'
import { listHolds, placeHold, readHold, releaseHold } from '../actions/orders/holds.ts'
import { putWorkload, readWorkload } from '../actions/orders/workloads.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { signedIn } from './signedIn.ts'

/** Endpoints for holds (which reserve a machine for five minutes), workloads and orders: /holds, /workloads, /orders. */
export const bookingRoutes = bindEndpoints(orderEndpoints, {
  async placeHold(call) {
    const account = signedIn(call)
    // A session key may not place a hold with a deposit, because the contract would not count the deposit towards the key's limits.
    if (call.sessionKey !== null && call.body.funded) return { rejected: 'auth.key_not_allowed' as const, detail: 'a funded hold' }
    const holdId = await placeHold(call.services, { account, wanted: call.body })
    return isRefusal(holdId) ? holdId : readHold(call.services, { account, holdId })
  },
  listHolds: (call) => listHolds(call.services, { account: signedIn(call) }),
  getHold: (call) => readHold(call.services, { account: signedIn(call), ...call.params }),
  releaseHold: (call) => releaseHold(call.services, { account: signedIn(call), ...call.params }),
  putWorkload: (call) => putWorkload(call.services, { account: signedIn(call), hash: call.params.hash, workload: call.body }),
  getWorkload: ({ services, params, account, nodeIds }) => readWorkload(services, { hash: params.hash, account, nodeIds }),
  placeOrder: ({ services, body, ip }) => placeOrder(services, body, { caller: ip }),
  placeOrders: ({ services, body, ip }) => placeBatch(services, { orders: body.orders, ip }),
  listOrders: (call) => {
    const { side: asked, state = 'all', cursor = null, limit = usualPageItems } = call.query
    const kind = asked === undefined ? null : asked === 'bids' ? 'bid' : 'ask'
    return listOrders(call.services, { account: signedIn(call), kind, state, cursor, limit })
  },
  cancelAllOrders: (call) => cancelAllOrders(call.services, { account: signedIn(call), side: call.query.side ?? null }),
  getOrderPlaces: (call) => readOrderPlaces(call.services, { account: signedIn(call) }),
  getOrder: ({ services, params }) => readOrder(services, { orderHash: params.hash }),
  listReceipts: (call) => listReceipts(call.services, { account: signedIn(call), orderHash: call.params.hash }),
  cancelOrder: ({ services, params, body }) => cancelOrder(services, { orderHash: params.hash, cancel: body }),
})
