import type { Queryable } from '../client/queryable.ts'

/**
 * Those of some bids that were placed with `rank: 'value'`: it is not signed and so is not part of the order itself, but of the command that
 * placed it. Index: api_commands (command_key). Takes no lock.
 */
export async function listValueRanked(db: Queryable, { orderHashes }: { orderHashes: readonly string[] }): Promise<ReadonlySet<string>> {
  const rows = await db.query<{ orderHash: string }>(
    `select substr(c.command_key, 7) as "orderHash" from api_commands c
     where c.command_key = any($1) and c.payload::jsonb ->> 'rank' = 'value'`,
    [orderHashes.map((hash) => `order:${hash}`)],
  )
  return new Set(rows.map(({ orderHash }) => orderHash))
}
