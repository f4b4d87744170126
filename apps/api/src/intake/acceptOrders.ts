import { insertApiCommands, insertLeaseName, type Queryable } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'
import { toCanonical } from '@infinitio/matching'
import { mostSettlesOf } from './mostSettlesOf.ts'
import { mostSpentOn } from './mostSpentOn.ts'
import { pieceFeeOf } from './pieceFeeOf.ts'
import { promiseSessionSpending } from './promiseSessionSpending.ts'
import type { OpenedBid, OpenedOrder } from './openedOrder.ts'
import type { OrderFacts } from './readOrderFacts.ts'

/** When an order was accepted; `isNew` false: it was known, and is as it was. */
export type Accepted = { readonly acceptedAt: Date; readonly isNew: boolean }

/**
 * Makes orders durable in one insert, in this order; call it inside a transaction. Refuses bids of session keys one by one as
 * `promiseSessionSpending`. An order that is known changes nothing.
 */
export async function acceptOrders(tx: Queryable, orders: readonly OpenedOrder[], facts: OrderFacts): Promise<(Accepted | Refusal)[]> {
  const refusals = new Map<OpenedOrder, Refusal>()
  for (const order of orders) {
    if (order.kind !== 'bid' || order.sessionKey === null || facts.accepted.has(`order:${order.orderHash}`)) continue
    const refusal = await promiseSessionSpending(tx, sessionBid(order, order.sessionKey, facts))
    if (refusal !== null) refusals.set(order, refusal)
  }
  const good = orders.filter((order) => !refusals.has(order))
  const commands = good.map(({ orderHash, command }) => ({ commandKey: `order:${orderHash}`, kind: command.kind, payload: toCanonical(command) }))
  const accepted = await insertApiCommands(tx, commands)
  for (const order of good) {
    const isNamed = order.kind === 'bid' && order.leaseName !== null
    if (isNamed && accepted.get(`order:${order.orderHash}`)?.isNew === true)
      await insertLeaseName(tx, { bidHash: order.orderHash, account: order.account, name: order.leaseName })
  }
  return orders.map((order) => {
    const result = refusals.get(order) ?? accepted.get(`order:${order.orderHash}`)
    if (result === undefined) throw new Error('an accepted order can be read back')
    return result
  })
}

function sessionBid({ bid, orderHash }: OpenedBid, key: string, { settleTerms, now }: OrderFacts) {
  const { renter: account, gpus, expiry } = bid
  return { account, key, bidHash: orderHash, amount: mostSpentOn(bid, pieceFeeOf(bid, settleTerms)), settles: mostSettlesOf(bid), gpus, expiry, now }
}
