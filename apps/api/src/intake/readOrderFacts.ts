import {
  type Funds,
  listAcceptedKeys,
  listFunds,
  listHolds,
  listImageMisfits,
  listKnownWorkloads,
  listLiveStreams,
  listOpenAsks,
  listUsedNonces,
  type MarketGates,
  type OpenAsk,
  type OrderNonce,
  type PinnedWorkload,
  type Queryable,
  readMarketGates,
  type HoldRow,
  type UsedNonce,
} from '@infinitio/db'
import { type SettleTerms, zeroHex32 } from '@infinitio/domain'
import type { MarketFacts } from '../chain/createMarketFacts.ts'
import type { IntakeParts } from './intakeParts.ts'
import type { OpenedOrder } from './openedOrder.ts'
import { askStrikesOf, strikesOf } from './strikesOf.ts'

/**
 * All data that is needed to check a group of orders that arrived at about the same time. `now` is the block clock in Unix seconds; `nowMs` is the time of this
 * computer in milliseconds.
 */
export type OrderFacts = {
  readonly now: bigint
  readonly nowMs: number
  readonly market: MarketFacts
  readonly settleTerms: SettleTerms
  readonly accepted: ReadonlySet<string>
  readonly gates: MarketGates
  readonly asks: ReadonlyMap<string, OpenAsk>
  readonly holds: ReadonlyMap<string, HoldRow>
  readonly workloads: ReadonlySet<string>
  /**
   * Pairs of a workload and a machine that do not fit: the workload needs an image, but the machine that the bid names cannot run images. `misfitKey` makes the
   * text of a pair.
   */
  readonly imageMisfits: ReadonlySet<string>
  readonly nonces: ReadonlyMap<string, UsedNonce>
  readonly funds: ReadonlyMap<string, Funds>
  /**
   * Maps an account to the ages of its strikes in milliseconds. A strike is a bid that made a machine unavailable without a result: its match was abandoned
   * with one of the `strikeCodes`, or the renter cancelled the lease while the machine could still become ready.
   */
  readonly strikes: ReadonlyMap<string, readonly number[]>
  /**
   * The strikes of each provider's account that concern asks, as ages in milliseconds. An account gets such a strike if its contract rejected the account's own
   * signature of an ask, after the ask was matched and before the match was settled.
   */
  readonly askStrikes: ReadonlyMap<string, readonly number[]>
  /** The account of each open order stream to which an order refers. When a stream closes, its orders are cancelled. */
  readonly streams: ReadonlyMap<string, string>
}

/**
 * Reads the data that is needed to check a group of orders, with queries for the whole group. Throws ChainUnavailableError until the market's data was read
 * once.
 */
export async function readOrderFacts(
  parts: Pick<IntakeParts, 'clock' | 'facts' | 'settleTerms'>,
  db: Queryable,
  orders: readonly OpenedOrder[],
): Promise<OrderFacts> {
  const bids = orders.filter((order) => order.kind === 'bid')
  const pinned = bids.filter(({ bid, holdId }) => holdId === null && bid.node !== zeroHex32)
  const wanted = distinct(
    pinned.map(({ bid }) => ({ nodeId: bid.node as string, renter: bid.renter as string })),
    askKey,
  )
  const holdIds = bids.flatMap(({ holdId }) => (holdId === null ? [] : [holdId]))
  const hashes = distinct(
    bids.map(({ bid }) => bid.workloadHash as string).filter((hash) => hash !== zeroHex32),
    (hash) => hash,
  )
  const placed = bids.flatMap(({ bid }) =>
    bid.node === zeroHex32 || bid.workloadHash === zeroHex32 ? [] : [{ hash: bid.workloadHash as string, nodeId: bid.node as string }],
  )
  const asked = distinct(orders.map(nonceOf), nonceKey)
  const accounts = distinct(
    orders.map(({ account }) => account),
    (account) => account,
  )
  const renters = distinct(
    bids.map(({ account }) => account),
    (account) => account,
  )
  const providers = distinct(
    orders.flatMap(({ kind, account }) => (kind === 'ask' ? [account] : [])),
    (account) => account,
  )
  const market = await parts.facts.read()
  // Start all queries together: the connection of the intake sends them in one round trip.
  const [accepted, gates, openAsks, holds, workloads, imageMisfits, usedNonces, funds, strikes, askStrikes, streams] = await Promise.all([
    listAcceptedKeys(db, { commandKeys: orders.map(({ orderHash }) => `order:${orderHash}`) }),
    readMarketGates(db, { accounts }),
    listOpenAsks(db, { wanted }),
    listHolds(db, { holdIds }),
    listKnownWorkloads(db, { hashes }),
    listImageMisfits(db, { wanted: distinct(placed, misfitKey) }),
    listUsedNonces(db, { nonces: asked }),
    listFunds(db, { accounts }),
    strikesOf(parts, db, renters),
    askStrikesOf(db, providers),
    listLiveStreams(db, { ids: orders.flatMap(({ stream }) => stream ?? []) }),
  ])
  return {
    market,
    accepted,
    gates,
    asks: new Map(openAsks.map((ask) => [askKey(ask), ask])),
    holds,
    workloads,
    imageMisfits: new Set(imageMisfits.map(misfitKey)),
    nonces: new Map(usedNonces.map((used) => [nonceKey(used), used])),
    funds,
    strikes,
    askStrikes,
    streams,
    now: BigInt(parts.clock.read().now),
    nowMs: Date.now(),
    settleTerms: parts.settleTerms,
  }
}

/** Returns the nonce of an order with the account and the kind (bid or ask). The database looks a nonce up by these three. */
export function nonceOf(order: OpenedOrder): OrderNonce {
  const { kind, account } = order
  return { account, kind, nonce: order.kind === 'bid' ? order.bid.nonce : order.ask.nonce }
}

/** Returns the key of `OrderFacts.nonces`. */
export function nonceKey({ account, kind, nonce }: OrderNonce): string {
  return `${account} ${kind} ${nonce}`
}

/** Returns the key of `OrderFacts.imageMisfits`. */
export function misfitKey({ hash, nodeId }: PinnedWorkload): string {
  return `${hash} ${nodeId}`
}

/** Returns the key of `OrderFacts.asks`. */
export function askKey({ nodeId, renter }: { nodeId: string; renter: string }): string {
  return `${nodeId} ${renter}`
}

function distinct<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()]
}
