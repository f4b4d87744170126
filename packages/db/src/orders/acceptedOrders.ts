import { textArray } from '../client/binaryArray.ts'
import type { Queryable } from '../client/queryable.ts'

/** An accepted command. The matcher may not have read it yet. */
export interface ApiCommandRow {
  kind: string
  payload: string
  createdAt: Date
}

/** Returns an accepted command by its key, or null. Index: api_commands (command_key). Takes no lock. */
export async function findApiCommand(db: Queryable, { commandKey }: { commandKey: string }): Promise<ApiCommandRow | null> {
  const rows = await db.query<ApiCommandRow>('select kind, payload, created_at as "createdAt" from api_commands where command_key = $1', [commandKey])
  return rows[0] ?? null
}

/** Returns those of some command keys that were accepted before. Index: api_commands (command_key). Takes no lock. */
export async function listAcceptedKeys(db: Queryable, { commandKeys }: { commandKeys: readonly string[] }): Promise<Set<string>> {
  if (commandKeys.length === 0) return new Set()
  const rows = await db.query<{ key: string }>(
    `select asked.key from unnest($1::text[]) as asked (key)
     cross join lateral (select 1 from api_commands where command_key = asked.key limit 1) found`,
    [textArray(commandKeys)],
  )
  return new Set(rows.map(({ key }) => key))
}

/** When an order was accepted, its journal row (null: the matcher has not read it), and when each signed cancellation was accepted, oldest first. */
export interface Acceptance {
  acceptedAt: Date
  createdSeq: bigint | null
  cancelledAt: Date[]
}

/** Returns the facts for the receipts of an order; null for an order that this market never accepted. Indexes: api_commands (command_key), book_orders. Takes no lock. */
export async function readAcceptance(db: Queryable, { orderHash }: { orderHash: string }): Promise<Acceptance | null> {
  const accepted = await db.query<Pick<Acceptance, 'acceptedAt' | 'createdSeq'>>(
    `select c.created_at as "acceptedAt", o.created_seq as "createdSeq" from api_commands c left join book_orders o on o.order_hash = $2
     where c.command_key = $1`,
    [`order:${orderHash}`, orderHash],
  )
  // `;` comes right after `:`, so this is every key that begins with the prefix.
  const cancels = await db.query<{ cancelledAt: Date }>(
    'select created_at as "cancelledAt" from api_commands where command_key >= $1 and command_key < $2 order by created_at',
    [`cancel:${orderHash}:`, `cancel:${orderHash};`],
  )
  const [row] = accepted
  return row === undefined ? null : { ...row, cancelledAt: cancels.map(({ cancelledAt }) => cancelledAt) }
}

/**
 * Returns those of some bids that were placed with `rank: 'value'`. The rank is not signed, so it is a part of the command that placed the order and not of
 * the order. Index: api_commands (command_key). Takes no lock.
 */
export async function listValueRanked(db: Queryable, { orderHashes }: { orderHashes: readonly string[] }): Promise<ReadonlySet<string>> {
  const rows = await db.query<{ orderHash: string }>(
    `select substr(c.command_key, 7) as "orderHash" from api_commands c
     where c.command_key = any($1) and c.payload::jsonb ->> 'rank' = 'value'`,
    [orderHashes.map((hash) => `order:${hash}`)],
  )
  return new Set(rows.map(({ orderHash }) => orderHash))
}
