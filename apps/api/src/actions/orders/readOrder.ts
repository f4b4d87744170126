import {
  countAccountOrders,
  findApiCommand,
  findOrder,
  findOrderProgress,
  listAccountOrders,
  listOrderMatches,
  listValueRanked,
  type OrderFilter,
  type OrderMatchRow,
  type OrderRow,
} from '@infinitio/db'
import { type Address, type Bid, isLeftToParties, isRefusal, pTokenUnits, type Refusal, type SettleTerms, zeroHex32 } from '@infinitio/domain'
import {
  askToWire,
  bidFromWire,
  bidToWire,
  mostItemsCounted,
  type OrderMatchWire,
  type OrderPageWire,
  type OrderPlacesWire,
  type OrderWire,
} from '@infinitio/domain/wire'
import { fromCanonical } from '@infinitio/matching'
import { noteOrder } from '@infinitio/process'
import { readAskJson, readBidJson } from '../../market/machines/readOrderJson.ts'
import type { Services } from '../../services/services.ts'
import { phasesOf } from './phasesOf.ts'

const nothingFitted: readonly (string | null)[] = ['order.nothing_fits', 'order.fok_not_fillable']

/** Returns an order with its phases, even before the matcher has read it. Refuses with `order.unknown`. */
export async function readOrder(services: Services, { orderHash }: { orderHash: string }): Promise<OrderWire | Refusal> {
  noteOrder(orderHash)
  const row = await findOrder(services.db, { orderHash })
  if (row === null) return acceptedOrder(services, orderHash)
  return describeOrder(services, row, await whatIsKnownOf(services, [row]))
}

/**
 * Additional data for a list of orders. `byValue` contains the hashes of bids that choose machines by value instead of price. `bestAsks` maps each bid that
 * ended without a match to the price of the cheapest ask at that time.
 */
export type KnownOfOrders = { readonly byValue: ReadonlySet<string>; readonly bestAsks: ReadonlyMap<string, bigint> }

/** Reads, for several orders at once, what `describeOrder` needs besides their rows. */
export async function whatIsKnownOf(services: Services, rows: readonly OrderRow[]): Promise<KnownOfOrders> {
  const orderHashes = rows.map(({ orderHash }) => orderHash)
  const [byValue, bestAsks] = await Promise.all([listValueRanked(services.db, { orderHashes }), bestAsksOf(services, rows)])
  return { byValue, bestAsks }
}

/** Describes an order of the order book for the API. */
export async function describeOrder(services: Services, row: OrderRow, { byValue, bestAsks }: KnownOfOrders): Promise<OrderWire> {
  const progress = row.kind === 'bid' ? await findOrderProgress(services.db, { orderHash: row.orderHash }) : null
  const matches = row.kind === 'bid' ? await listOrderMatches(services.db, { orderHash: row.orderHash }) : []
  // The order, its progress and its matches were read one after the other. If the match settled between these reads, only `matches` contains the id of the
  // lease.
  const leaseId = row.leaseId ?? progress?.leaseId ?? matches.find(({ state }) => state === 'settled')?.leaseId ?? null
  const gpusFilled = matches.reduce((sum, { state: at, gpus }) => sum + (at === 'abandoned' ? 0 : gpus), 0)
  const hasLease = leaseId !== null && row.state === 'matched'
  const state = row.state === 'open' && gpusFilled > 0 ? 'partly_filled' : hasLease ? 'settled' : row.state
  return {
    orderHash: row.orderHash,
    kind: row.kind,
    account: row.account,
    node: row.nodeId,
    state,
    code: row.code ?? (row.state === 'open' ? null : (progress?.settlementCode ?? null)),
    leftReason: row.leftReason,
    bestAskPerGpuSecond: bestAsks.get(row.orderHash)?.toString() ?? null,
    gpusToGo: row.openGpus,
    gpusFilled,
    order: row.kind === 'bid' ? readBidJson(row.orderJson) : readAskJson(row.orderJson),
    rank: row.kind === 'ask' ? null : byValue.has(row.orderHash) ? 'value' : 'price',
    createdAt: Math.floor(Number(row.createdAtMs) / 1_000),
    holdId: row.holdId,
    matchId: row.matchId?.toString() ?? null,
    leaseId: leaseId?.toString() ?? null,
    matches: matches.map((match) => matchToWire(match, { bid: bidFromWire(readBidJson(row.orderJson)), terms: services.settleTerms })),
    phases: progress === null ? [] : phasesOf({ state: row.state, code: row.code, createdAtMs: row.createdAtMs }, progress),
  }
}

function matchToWire(match: OrderMatchRow, { bid, terms: settleTerms }: { bid: Bid; terms: SettleTerms }): OrderMatchWire {
  const { matchId, groupId, nodeId, gpus, pricePerGpuSecond, startAt, state, code, leaseId, createdAtMs } = match
  const ids = {
    matchId: matchId.toString(),
    at: Math.floor(Number(createdAtMs) / 1_000),
    together: groupId?.toString() ?? null,
    leaseId: leaseId?.toString() ?? null,
  }
  const terms = { node: nodeId, gpus, pricePerGpuSecond: pricePerGpuSecond.toString(), startAt: startAt === 0n ? null : Number(startAt) }
  const piece = { pricePerGpuSecond: pTokenUnits(pricePerGpuSecond), gpus, durationSeconds: bid.durationSeconds, bid }
  const settledBy = isLeftToParties(piece, settleTerms) ? 'party' : 'operator'
  return { ...ids, ...terms, state, settledBy, code: code as OrderMatchWire['code'] }
}

async function acceptedOrder(services: Services, orderHash: string): Promise<OrderWire | Refusal> {
  const accepted = await findApiCommand(services.db, { commandKey: `order:${orderHash}` })
  if (accepted === null) return { rejected: 'order.unknown' }
  const command = fromCanonical(accepted.payload)
  if (command.kind !== 'PlaceBid' && command.kind !== 'PlaceAsk') return { rejected: 'order.unknown' }
  const isBid = command.kind === 'PlaceBid'
  const createdAtMs = BigInt(accepted.createdAt.getTime())
  const progress = isBid ? await findOrderProgress(services.db, { orderHash }) : null
  return {
    orderHash,
    kind: isBid ? 'bid' : 'ask',
    account: isBid ? command.bid.renter : command.ask.provider,
    node: isBid ? command.bid.node : command.ask.node,
    state: 'accepted',
    code: null,
    leftReason: null,
    bestAskPerGpuSecond: null,
    gpusToGo: 0,
    gpusFilled: 0,
    order: isBid ? bidToWire(command.bid) : askToWire(command.ask),
    rank: isBid ? (command.rank ?? 'price') : null,
    createdAt: Math.floor(accepted.createdAt.getTime() / 1_000),
    holdId: isBid ? (command.holdId ?? null) : null,
    matchId: null,
    leaseId: null,
    matches: [],
    phases: progress === null ? [] : phasesOf({ state: 'open', code: null, createdAtMs }, progress),
  }
}

/**
 * Returns, for each bid that ended because no ask fitted, the price of the cheapest ask at that time, by the order hash of the bid. Leaves out bids for a named
 * machine and bids that ended for another reason. Returns nothing while the journal is loading.
 */
async function bestAsksOf({ market }: Pick<Services, 'market'>, rows: readonly OrderRow[]): Promise<ReadonlyMap<string, bigint>> {
  const missed = rows.filter(hasMissed)
  if (missed.length === 0) return new Map()
  const ended = missed.map(({ orderJson, updatedSeq }) => {
    const { classMask, regionMask } = readBidJson(orderJson)
    return { seq: Number(updatedSeq), classMask: BigInt(classMask), regionMask: BigInt(regionMask) }
  })
  const found = await market.ask({ kind: 'bestAsks', ended })
  if (isRefusal(found)) return new Map()
  return new Map(missed.flatMap(({ orderHash }, place) => (typeof found[place] === 'bigint' ? [[orderHash, found[place]]] : [])))
}

function hasMissed({ kind, state, code, leftReason, orderJson }: OrderRow): boolean {
  if (kind !== 'bid') return false
  const isMissed =
    state === 'expired' || (state === 'cancelled' && leftReason === 'unfilled') || (state === 'rejected' && nothingFitted.includes(code))
  return isMissed && readBidJson(orderJson).node === zeroHex32
}

/** Returns the positions in the queue of an account's bids that wait in the book for a match, from the journal. Refuses with `api.not_ready`. */
export function readOrderPlaces({ market }: Services, { account }: { account: Address }): Promise<OrderPlacesWire | Refusal> {
  return market.ask({ kind: 'orderPlaces', account })
}

/**
 * Lists a page of an account's orders, newest first. The query may limit them to bids or asks, and to open or closed ones. The first page also has the number
 * of all orders that match, counted up to 1,000. Refuses with `api.cursor_invalid`.
 */
export async function listOrders(
  services: Services,
  { account, kind, state, cursor, limit }: Omit<OrderFilter, 'beforeSeq' | 'account'> & { account: Address; cursor: string | null },
): Promise<OrderPageWire | Refusal> {
  if (cursor !== null && !/^[0-9]{1,18}$/.test(cursor)) return { rejected: 'api.cursor_invalid', detail: 'query.cursor' }
  const rows = await listAccountOrders(services.db, { account, kind, state, beforeSeq: cursor === null ? null : BigInt(cursor), limit: limit + 1 })
  const total = cursor === null ? await countAccountOrders(services.db, { account, kind, state, most: mostItemsCounted }) : null
  const page = rows.slice(0, limit)
  const known = await whatIsKnownOf(services, page)
  return {
    items: await Promise.all(page.map((row) => describeOrder(services, row, known))),
    total,
    nextCursor: rows.length > limit ? (page.at(-1)?.createdSeq.toString() ?? null) : null,
  }
}
