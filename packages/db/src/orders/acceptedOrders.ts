// Accepted orders and cancellations. The API (role infinitio_api) writes the table `api_commands` (`insertApiCommand`).
import { textArray } from '../client/binaryArray.ts'
import { nullable, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const apiCommandRow = rowOf({
  kind: tables.api_commands.kind,
  payload: tables.api_commands.payload,
  createdAt: tables.api_commands.created_at,
})

/** An accepted command. The matcher may not have read it yet. */
export type ApiCommandRow = RowOf<typeof apiCommandRow>

const commandByKey = statement(apiCommandRow, 'select kind, payload, created_at as "createdAt" from api_commands where command_key = $1')

/** Returns an accepted command by its key, or null. Index: api_commands (command_key). Takes no lock. */
export async function findApiCommand(db: Queryable, { commandKey }: { commandKey: string }): Promise<ApiCommandRow | null> {
  return commandByKey.first(db, [commandKey])
}

const acceptedKeys = statement(
  rowOf({ key: 'text' }),
  `select asked.key from unnest($1::text[]) as asked (key)
   cross join lateral (select 1 from api_commands where command_key = asked.key limit 1) found`,
)

/** From the given keys, returns those for which a command was accepted before. Index: api_commands (command_key). Takes no lock. */
export async function listAcceptedKeys(db: Queryable, { commandKeys }: { commandKeys: readonly string[] }): Promise<Set<string>> {
  if (commandKeys.length === 0) return new Set()
  const rows = await acceptedKeys.rows(db, [textArray(commandKeys)])
  return new Set(rows.map(({ key }) => key))
}

/**
 * The time at which an order was accepted, its journal row (null before the matcher processed it), and the times of its signed cancellations, oldest
 * first.
 */
export interface Acceptance {
  acceptedAt: Date
  createdSeq: bigint | null
  cancelledAt: Date[]
}

const acceptedOrder = statement(
  rowOf({ acceptedAt: tables.api_commands.created_at, createdSeq: nullable(tables.book_orders.created_seq) }),
  `select c.created_at as "acceptedAt", o.created_seq as "createdSeq" from api_commands c left join book_orders o on o.order_hash = $2
   where c.command_key = $1`,
)

const acceptedCancellations = statement(
  rowOf({ cancelledAt: tables.api_commands.created_at }),
  'select created_at as "cancelledAt" from api_commands where command_key >= $1 and command_key < $2 order by created_at',
)

/**
 * Returns the data for the receipts of an order; null for an order that this market never accepted. Indexes: api_commands (command_key), book_orders. Takes no
 * lock.
 */
export async function readAcceptance(db: Queryable, { orderHash }: { orderHash: string }): Promise<Acceptance | null> {
  const accepted = await acceptedOrder.first(db, [`order:${orderHash}`, orderHash])
  // `;` is the character after `:`, so the range contains every key that begins with the prefix.
  const cancels = await acceptedCancellations.rows(db, [`cancel:${orderHash}:`, `cancel:${orderHash};`])
  return accepted === null ? null : { ...accepted, cancelledAt: cancels.map(({ cancelledAt }) => cancelledAt) }
}

const valueRanked = statement(
  rowOf({ orderHash: 'text' }),
  `select substr(c.command_key, 7) as "orderHash" from api_commands c
   where c.command_key = any($1) and c.payload::jsonb ->> 'rank' = 'value'`,
)

/**
 * From the given bids, returns those that were placed with `rank: 'value'`. The signed order does not contain the rank, so it is read from the command that
 * placed the order. Index: api_commands (command_key). Takes no lock.
 */
export async function listValueRanked(db: Queryable, { orderHashes }: { orderHashes: readonly string[] }): Promise<ReadonlySet<string>> {
  const rows = await valueRanked.rows(db, [orderHashes.map((hash) => `order:${hash}`)])
  return new Set(rows.map(({ orderHash }) => orderHash))
}
