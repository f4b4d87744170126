// Reserved hours of nodes. The API reads `node_calendar`, `book_reservations` and `leases`.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const busyWordRow = rowOf({
  nodeId: tables.node_calendar.node_id,
  wordIndex: tables.node_calendar.word_index,
  word: tables.node_calendar.word,
})

/** One 32-byte word of a node's calendar. It has 64 counters of 4 bits, which count the booked GPUs of 64 hours. */
export type BusyWordRow = RowOf<typeof busyWordRow>

const busyWords = statement(
  busyWordRow,
  'select node_id as "nodeId", word_index as "wordIndex", word from node_calendar where node_id = any($1) and word_index >= $2 and word <> 0',
)

/**
 * Returns the words of these nodes' calendars that contain booked hours, from word number `fromIndex` on. A word counts the booked GPUs of 64 hours. Index:
 * node_calendar (node_id, word_index). Takes no lock.
 */
export async function listBusyWords(
  db: Queryable,
  { nodeIds, fromIndex }: { nodeIds: readonly string[]; fromIndex: bigint },
): Promise<BusyWordRow[]> {
  return busyWords.rows(db, [nodeIds, fromIndex])
}

const reservedHoursRow = rowOf({
  nodeId: tables.book_reservations.node_id,
  fromHour: tables.book_reservations.from_hour,
  toHour: tables.book_reservations.to_hour,
  gpus: tables.book_reservations.gpus,
})

/** Hours in which the order book reserves GPUs for a hold, or for a match that is not on the chain yet. `toHour` is not included. */
export type ReservedHoursRow = RowOf<typeof reservedHoursRow>

const reservationsOfNodes = statement(
  reservedHoursRow,
  'select node_id as "nodeId", from_hour as "fromHour", to_hour as "toHour", gpus from book_reservations where node_id = any($1) and (expires_at_ms is null or expires_at_ms > $2)',
)

/** Returns the order book's reservations on these nodes that are valid at `nowMs` of the wall clock. Index: book_reservations (node_id). Takes no lock. */
export async function listReservations(
  db: Queryable,
  { nodeIds, nowMs }: { nodeIds: readonly string[]; nowMs: number },
): Promise<ReservedHoursRow[]> {
  return reservationsOfNodes.rows(db, [nodeIds, nowMs])
}

const unfinalEndRow = rowOf({
  nodeId: tables.leases.node_id,
  gpus: tables.leases.gpus,
  startAt: tables.leases.start_at,
  durationSeconds: tables.leases.duration_seconds,
  /**
   * End of the lease. If the renter must pay for a notice period, it is later than `toldAt`. If the lease closed before it was ready, it is equal to `toldAt`.
   */
  endAt: 'int8',
  /** Time of the block that ended the lease. */
  toldAt: tables.blocks.timestamp,
})

/** A lease that a block ended early, while a reorganisation may still undo that block. Times are seconds of the block clock. */
export type UnfinalEndRow = RowOf<typeof unfinalEndRow>

const unfinalEnds = statement(
  unfinalEndRow,
  `select l.node_id as "nodeId", l.gpus, l.start_at as "startAt", l.duration_seconds as "durationSeconds", b.timestamp as "toldAt",
     case when g.name = 'LeaseEnded' then l.end_at else b.timestamp end as "endAt"
   from blocks b
     join chain_logs g on g.block_number = b.number and g.name in ('LeaseEnded', 'LeaseClosed')
     join leases l on l.lease_id = (g.command::jsonb ->> 'leaseId')::bigint
   where not b.final and (g.name = 'LeaseEnded' or l.ended_block is null) and l.node_id = any($1)`,
)

/**
 * Returns leases on these nodes that ended in a block that is not final yet. The chain has released their hours, but the order book still reserves them (ADR
 * 9). There are only as many rows as leases ended in the last few blocks. Indexes: blocks (final, number), chain_logs (block_number, log_index), leases
 * (lease_id). Takes no lock.
 */
export async function listUnfinalEnds(db: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<UnfinalEndRow[]> {
  return unfinalEnds.rows(db, [nodeIds])
}
