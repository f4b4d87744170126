import type {
  BidRest,
  BookOrderChange,
  BookOrderRow,
  HoldChange,
  HoldRow,
  Queryable,
  ReservationRow,
  ReservedAgain,
  SettlementChange,
} from '@infinitio/db'
import { type BookRound, emptyRound, type NewMatch, writeRound } from './bookRound.ts'

/**
 * Collects changes of the order book's tables (the read model) in journal order, and writes them with few SQL statements. `write` has the same effect as one
 * statement per change, and then empties the collection.
 */
export interface BookRows {
  addOrder(row: BookOrderRow): void
  changeOrder(change: BookOrderChange): void
  /** Adds a change of an order's row: the number of its GPUs that are still unfilled. */
  saveRest(rest: BidRest): void
  addMatch(match: NewMatch): void
  changeSettlement(change: SettlementChange): void
  reserve(row: ReservationRow): void
  /** Reserves the hours of a match again, after the chain has dropped the transaction that settled it. */
  reserveAgain(row: ReservedAgain): void
  release(id: string): void
  addHold(row: HoldRow): void
  changeHold(change: HoldChange): void
  saveNode(node: { nodeId: string; silent: boolean; code: string | null }): void
  saveAccount(account: { account: string; blocked: boolean; updatedSeq: bigint }): void
  write(tx: Queryable): Promise<void>
}

/** Creates an empty collection of changes of the book's tables. */
export function createBookRows(): BookRows {
  let round = emptyRound()
  let rounds: BookRound[] = [round]
  /**
   * Returns the round (group of changes) to which a new change belongs. All changes of one round are written together. So a change that must come after an
   * earlier change (`isLater`) begins a new round.
   */
  const after = (isLater: boolean): BookRound => {
    if (!isLater) return round
    round = emptyRound()
    rounds.push(round)
    return round
  }
  return {
    addOrder({ orderHash, ...row }) {
      const isLater = round.orders.has(orderHash) || round.orderChanges.has(orderHash) || round.rests.has(orderHash)
      after(isLater).orders.set(orderHash, { orderHash, ...row })
    },
    changeOrder(change) {
      const added = round.orders.get(change.orderHash)
      const before = round.orderChanges.get(change.orderHash)
      // Joins a new order and a later change of it into one insert. An insert cannot set a stored match id or lease id to null, so join only if the change sets
      // neither to null.
      const joins = added !== undefined && before === undefined && change.matchId !== null && change.leaseId !== null
      if (joins) round.orders.set(change.orderHash, { ...added, ...change })
      else round.orderChanges.set(change.orderHash, { ...before, ...change })
    },
    saveRest: (rest) => void round.rests.set(rest.orderHash, rest),
    addMatch(match) {
      const { matchId } = match.event
      after(round.matches.has(matchId) || round.settlementChanges.has(matchId)).matches.set(matchId, match)
    },
    changeSettlement: (change) => void round.settlementChanges.set(change.matchId, change),
    reserve: (row) => void after(round.reserved.has(row.id)).reserved.set(row.id, row),
    reserveAgain(row) {
      const id = `match:${row.matchId}`
      after(round.reserved.has(id) || round.reservedAgain.has(id)).reservedAgain.set(id, row)
    },
    release(id) {
      round.reserved.delete(id)
      round.reservedAgain.delete(id)
      round.released.add(id)
    },
    addHold: (row) => void after(round.holds.has(row.holdId) || round.holdChanges.has(row.holdId)).holds.set(row.holdId, row),
    changeHold: (change) => void round.holdChanges.set(change.holdId, change),
    saveNode: (node) => void round.nodes.set(node.nodeId, node),
    saveAccount: (account) => void round.accounts.set(account.account, account),
    async write(tx) {
      const noted = rounds
      round = emptyRound()
      rounds = [round]
      for (const each of noted) await writeRound(tx, each)
    },
  }
}
