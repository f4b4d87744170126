import type { Queryable } from '../client/queryable.ts'

/** Those of some workloads that are stored. Index: workloads (hash). Takes no lock. */
export async function listKnownWorkloads(db: Queryable, { hashes }: { hashes: readonly string[] }): Promise<Set<string>> {
  if (hashes.length === 0) return new Set()
  const rows = await db.query<{ hash: string }>('select hash from workloads where hash = any($1::text[])', [hashes])
  return new Set(rows.map(({ hash }) => hash))
}
