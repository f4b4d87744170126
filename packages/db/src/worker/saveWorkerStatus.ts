import type { Queryable } from '../client/queryable.ts'

/** How a sender is doing, for health pages; balance in wei. Index: worker_status (sender). Locks its row. */
export async function saveWorkerStatus(
  db: Queryable,
  { sender, chainError, balance }: { sender: string; chainError: string | null; balance: bigint | null },
): Promise<void> {
  await db.query(
    `insert into worker_status as old (sender, chain_ok, chain_error, balance, updated_at) values ($1, $2::text is null, $2::text, $3, now())
     on conflict (sender) do update set chain_ok = excluded.chain_ok, chain_error = excluded.chain_error,
       balance = coalesce(excluded.balance, old.balance), updated_at = excluded.updated_at`,
    [sender, chainError, balance],
  )
}
