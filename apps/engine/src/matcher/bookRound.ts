import {
  type BidRest,
  type BookOrderChange,
  type BookOrderRow,
  deleteReservations,
  type GroupedMatch,
  groupSettlements,
  type HoldChange,
  type HoldRow,
  insertBookOrders,
  insertHolds,
  insertReservations,
  insertSettlements,
  type Queryable,
  type ReservationRow,
  type ReservedAgain,
  reserveMatchesAgain,
  saveBidRests,
  saveBookAccount,
  saveBookNode,
  type SettlementChange,
  type SettlementRow,
  updateBookOrders,
  updateHolds,
  updateSettlements,
} from '@infinitio/db'
import type { MatchEvent } from '@infinitio/matching'

/** A match that a command has caused, with the time of the command's journal row. */
export interface NewMatch {
  event: Extract<MatchEvent, { kind: 'Matched' }>
  atMs: bigint
}

/**
 * Changes of the order book's tables that can be written together, table by table. That is possible if no row is changed before the statement that inserts it.
 * The keys of each map are the primary keys of its rows.
 */
export interface BookRound {
  readonly orders: Map<string, BookOrderRow>
  readonly orderChanges: Map<string, BookOrderChange>
  readonly rests: Map<string, BidRest>
  readonly holds: Map<string, HoldRow>
  readonly holdChanges: Map<string, HoldChange>
  readonly matches: Map<bigint, NewMatch>
  readonly settlementChanges: Map<bigint, SettlementChange>
  readonly released: Set<string>
  readonly reserved: Map<string, ReservationRow>
  readonly reservedAgain: Map<string, ReservedAgain>
  readonly nodes: Map<string, Parameters<typeof saveBookNode>[1]>
  readonly accounts: Map<string, Parameters<typeof saveBookAccount>[1]>
}

/** Returns an empty set of changes of the book's tables. */
export function emptyRound(): BookRound {
  return {
    orders: new Map(),
    orderChanges: new Map(),
    rests: new Map(),
    holds: new Map(),
    holdChanges: new Map(),
    matches: new Map(),
    settlementChanges: new Map(),
    released: new Set(),
    reserved: new Map(),
    reservedAgain: new Map(),
    nodes: new Map(),
    accounts: new Map(),
  }
}

/**
 * Writes the changes with one statement for each table and kind of change. Inserts come before updates, and releases before reservations. All statements are
 * sent together, and the server runs them in this order.
 */
export async function writeRound(tx: Queryable, round: BookRound): Promise<void> {
  await Promise.all([
    insertBookOrders(tx, [...round.orders.values()]),
    updateBookOrders(tx, [...round.orderChanges.values()]),
    saveBidRests(tx, [...round.rests.values()]),
    insertHolds(tx, [...round.holds.values()]),
    updateHolds(tx, [...round.holdChanges.values()]),
    insertSettlements(tx, settlementRows(round)),
    groupSettlements(tx, groupedMatches(round)),
    updateSettlements(tx, [...round.settlementChanges.values()]),
    deleteReservations(tx, [...round.released]),
    insertReservations(tx, [...round.reserved.values()]),
    reserveMatchesAgain(tx, [...round.reservedAgain.values()]),
    ...[...round.nodes.values()].map((node) => saveBookNode(tx, node)),
    ...[...round.accounts.values()].map((account) => saveBookAccount(tx, account)),
  ])
}

function groupedMatches({ matches }: BookRound): GroupedMatch[] {
  return [...matches.values()].flatMap(({ event: { matchId, group } }) => (group === undefined ? [] : [{ matchId, groupId: group }]))
}

function settlementRows({ matches }: BookRound): SettlementRow[] {
  return [...matches.values()].map(({ event, atMs }) => {
    const { matchId, askHash, bidHash, node, renter, gpus, amount, relayFee, start } = event
    return { matchId, askHash, bidHash, nodeId: node, account: renter, gpus, amount, relayFee, start, createdAtMs: atMs }
  })
}
