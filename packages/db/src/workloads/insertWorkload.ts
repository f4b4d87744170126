import type { Queryable } from '../client/queryable.ts'

/** Keeps a workload under its hash for good. Whoever put it first owns it; putting it again changes nothing. */
export async function insertWorkload(db: Queryable, { hash, owner, body }: { hash: string; owner: string; body: string }): Promise<void> {
  await db.query('insert into workloads (hash, owner, body) values ($1, $2, $3) on conflict (hash) do nothing', [hash, owner, body])
}
