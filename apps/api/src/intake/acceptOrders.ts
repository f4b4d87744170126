import {
  findChainSession,
  insertApiCommands,
  insertLeaseName,
  insertSessionBid,
  lockForAppend,
  type Queryable,
  readPromisedSpending,
} from '@infinitio/db'
import { type PTokenUnits, type Refusal, sessionLeft, sessionSpending } from '@infinitio/domain'
import { toCanonical } from '@infinitio/matching'
import { sessionKeyRefusal } from '../session/sessionKeyRefusal.ts'
import { mostSettlesOf, mostSpentOn, pieceFeeOf } from './mostSpentOn.ts'
import type { OpenedBid, OpenedOrder } from './openedOrder.ts'
import { ptText } from './ptText.ts'
import type { OrderFacts } from './readOrderFacts.ts'

/**
 * When a bid of a session key is accepted, the key must be valid for at least this many seconds more. The bid must settle on the chain before the key expires,
 * and settling takes some blocks.
 */
const settlesWithinSeconds = 30n

/** Base units in one unit of a session key's amounts. */
const sessionUnit = 10n ** 9n

/** The stored state of an order. `acceptedAt` is the time when the order was stored first. `isNew` is false if it was already stored before this call. */
export type Accepted = { readonly acceptedAt: Date; readonly isNew: boolean }

/**
 * Stores orders with one insert, in the given order, inside the caller's transaction. If `promiseSessionSpending` rejects a bid of a session key, the result
 * has the refusal for this bid; the other orders are stored. An order that is already stored does not change.
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

/** A bid that a session key signed, and the largest amount that the bid can spend. `now` is in Unix seconds of the block clock. */
type SessionBid = {
  readonly account: string
  readonly key: string
  readonly bidHash: string
  readonly amount: PTokenUnits
  /** The most settle transactions that it can take to fill the bid. Each of them rounds up the amount that counts against the limits of the session key. */
  readonly settles: bigint
  readonly gpus: number
  readonly expiry: bigint
  readonly now: bigint
}

/**
 * Reserves the largest amount that a session key's bid may spend, in the database transaction that stores the bid. The lock on api_commands makes concurrent
 * bids wait for each other. So each one sees the reservations of the others, and together they stay within the contract's limits. Refuses with
 * `auth.signature_wrong_signer` for an unknown key, with `account.session_limit`, and with the codes of `sessionKeyRefusal`.
 */
async function promiseSessionSpending(tx: Queryable, bid: SessionBid): Promise<Refusal | null> {
  const { account, key, bidHash, gpus, expiry, now } = bid
  await lockForAppend(tx, 'api_commands')
  const session = await findChainSession(tx, { account, key })
  if (session === null) return { rejected: 'auth.signature_wrong_signer', detail: `signed by ${key}` }
  const refusal = sessionKeyRefusal(session, { at: now + settlesWithinSeconds })
  if (refusal !== null) return refusal
  const left = sessionLeft(session, now) - (await readPromisedSpending(tx, { account, key, now, exceptHash: bidHash }))
  const spending = sessionSpending(bid.amount) + bid.settles - 1n
  if (spending > left) {
    const pt = (amount: bigint) => ptText(amount * sessionUnit, { round: 'up' })
    return { rejected: 'account.session_limit', detail: `left ${pt(left < 0n ? 0n : left)}, needed ${pt(spending)}` }
  }
  await insertSessionBid(tx, { bidHash, account, key, spending, gpus, expiry })
  return null
}
