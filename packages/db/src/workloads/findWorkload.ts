import type { Queryable } from '../client/queryable.ts'

/** A stored workload: its owner and its canonical JSON. Index: workloads (hash). Takes no lock. */
export async function findWorkload(db: Queryable, { hash }: { hash: string }): Promise<{ owner: string; body: string } | null> {
  const rows = await db.query<{ owner: string; body: string }>('select owner, body from workloads where hash = $1', [hash])
  return rows[0] ?? null
}
