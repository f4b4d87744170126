import { type Db, findJournalHeadAt, type Queryable, readAcceptance, readJournalHead } from '@infinitio/db'
import { isRefusal, type Refusal } from '@infinitio/domain'
import type { OrderAcceptedWire } from '@infinitio/domain/wire'
import { signReceipts } from './signReceipt.ts'
import { acceptOrders } from './acceptOrders.ts'
import type { IntakeParts } from './intakeParts.ts'
import { judgeOrder } from './judgeOrder.ts'
import type { OpenedOrder } from './openedOrder.ts'
import { readOrderFacts } from './readOrderFacts.ts'

/** The result for one order: its acceptance, or a refusal. */
export type Verdict = OrderAcceptedWire | Refusal

/** A queue in which orders wait until they are checked and stored in groups. */
export type Intake = {
  /**
   * Returns the result of each order, in the given order. `cost` is the number of tokens that each
   * order takes from its account's rate limit. Throws the errors of the database and the chain.
   */
  place(parts: IntakeParts, orders: readonly OpenedOrder[], options: { cost: number }): Promise<Verdict[]>
}

type Waiting = {
  parts: IntakeParts
  orders: readonly OpenedOrder[]
  cost: number
  done: (verdicts: Verdict[]) => void
  failed: (error: unknown) => void
}

/** The most orders that are checked and stored together, as one group. */
const mostOrders = 400
/**
 * How many groups of orders may be stored at the same time. Orders that arrive while a group is being stored form the next group. One large group costs less
 * per order than several small ones. Signatures are checked before orders enter the queue.
 */
const mostGroups = 1

/**
 * Creates the queue through which orders are stored. Orders that arrive while a group is being stored wait for the next group, so many orders share one commit.
 * A single order on an idle server does not wait. `db` is a connection that only this queue uses and that keeps prepared statements.
 */
export function createIntake(db: Db): Intake {
  const waiting: Waiting[] = []
  let underWay = 0

  function next(): void {
    while (underWay < mostGroups && waiting.length > 0) {
      underWay += 1
      void placeGroup(db, takeGroup(waiting)).finally(() => {
        underWay -= 1
        next()
      })
    }
  }

  return {
    place(parts, orders, { cost }) {
      const { promise, resolve, reject } = Promise.withResolvers<Verdict[]>()
      waiting.push({ parts, orders, cost, done: resolve, failed: reject })
      next()
      return promise
    },
  }
}

function takeGroup(waiting: Waiting[]): Waiting[] {
  let count = 0
  const at = waiting.findIndex(({ orders }, place) => {
    count += orders.length
    return count > mostOrders && place > 0
  })
  return waiting.splice(0, at === -1 ? waiting.length : at)
}

/**
 * Checks and stores a group of orders that arrived at about the same time. Never rejects: if it fails, each caller that waits for one of the orders gets the
 * error.
 */
async function placeGroup(db: Db, group: readonly Waiting[]): Promise<void> {
  const [first] = group
  if (first === undefined) return
  try {
    const verdicts = await judgeAndAccept(
      { ...first.parts, db },
      group.flatMap(({ orders, cost }) => orders.map((order) => ({ order, cost }))),
    )
    let from = 0
    for (const { orders, done } of group) {
      done(verdicts.slice(from, from + orders.length))
      from += orders.length
    }
  } catch (error) {
    for (const { failed } of group) failed(error)
  }
}

type Item = { readonly order: OpenedOrder; readonly cost: number }

async function judgeAndAccept(parts: IntakeParts, items: readonly Item[]): Promise<Verdict[]> {
  const results = await parts.db.transaction((tx) => judgeAndInsert(parts, tx, items))
  parts.hub.wake()
  return withReceipts(parts, results)
}

type Placed = { readonly order: OpenedOrder; readonly acceptedAt: Date; readonly head: JournalHead }
type JournalHead = Awaited<ReturnType<typeof readJournalHead>>

/**
 * Checks and stores the orders of a group (those that arrived at about the same time). Uses one connection for all queries, so that its prepared statements are
 * reused.
 */
async function judgeAndInsert(parts: IntakeParts, tx: Queryable, items: readonly Item[]): Promise<(Placed | Refusal)[]> {
  const { limiter, limits } = parts
  const orders = items.map(({ order }) => order)
  const [facts, head] = await Promise.all([readOrderFacts(parts, tx, orders), readJournalHead(tx)])
  const refusals = items.map(({ order, cost }): Refusal | null => {
    const refusal = judgeOrder(order, facts)
    if (refusal !== null) return refusal
    return limiter.take(`account:${order.account}`, limits.account, cost).ok ? null : { rejected: 'api.rate_limited', detail: 'by account' }
  })
  const good = items.flatMap(({ order }, place) => (refusals[place] === null ? [order] : []))
  const accepted = await acceptOrders(tx, good, facts)
  let place = 0
  const results = items.map(({ order }, at) => {
    const result = refusals[at] ?? accepted[place++]
    if (result === undefined) throw new Error('each order has a verdict')
    return isRefusal(result) ? result : { order, ...result }
  })
  const placed: (Placed | Refusal)[] = []
  for (const result of results) placed.push(isRefusal(result) ? result : { ...result, head: result.isNew ? head : await headThen(tx, result) })
  return placed
}

/**
 * Returns the last row of the journal (its head) at the time when an order was first accepted, for the receipt of an order that was sent again. A later head
 * would already contain the row of the order itself, so the receipt could not prove that the market ignored the order.
 */
async function headThen(tx: Queryable, { order: { orderHash }, acceptedAt }: Pick<Placed, 'order' | 'acceptedAt'>): Promise<JournalHead> {
  const createdSeq = (await readAcceptance(tx, { orderHash }))?.createdSeq ?? null
  return findJournalHeadAt(tx, { atMs: BigInt(acceptedAt.getTime()), beforeSeq: createdSeq })
}

/** Adds receipts to the accepted orders, with one signature for all of them. */
function withReceipts(parts: IntakeParts, results: readonly (Placed | Refusal)[]): Verdict[] {
  const placed = results.filter((result): result is Placed => !isRefusal(result))
  const receipts = signReceipts(
    parts,
    placed.map(({ order: { orderHash }, acceptedAt, head }) => ({ kind: 'order', orderHash, acceptedAt, head })),
  )
  let place = 0
  return results.map((result) => {
    if (isRefusal(result)) return result
    const receipt = receipts[place++]
    if (receipt === undefined) throw new Error('each accepted order has a receipt')
    const { orderHash, command } = result.order
    parts.logger.info({ orderHash, kind: command.kind }, 'an order was accepted')
    return { orderHash, receipt }
  })
}
