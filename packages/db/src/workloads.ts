import type { Queryable } from './client/queryable.ts'

/** Stores a workload by its hash, permanently. The account that stores it first owns it; a second call changes nothing. */
export async function insertWorkload(db: Queryable, { hash, owner, body }: { hash: string; owner: string; body: string }): Promise<void> {
  await db.query('insert into workloads (hash, owner, body) values ($1, $2, $3) on conflict (hash) do nothing', [hash, owner, body])
}

/** Returns the owner and the canonical JSON of a workload, or null. Index: workloads (hash). Takes no lock. */
export async function findWorkload(db: Queryable, { hash }: { hash: string }): Promise<{ owner: string; body: string } | null> {
  const rows = await db.query<{ owner: string; body: string }>('select owner, body from workloads where hash = $1', [hash])
  return rows[0] ?? null
}

/** Returns those of some workloads that are stored. Index: workloads (hash). Takes no lock. */
export async function listKnownWorkloads(db: Queryable, { hashes }: { hashes: readonly string[] }): Promise<Set<string>> {
  if (hashes.length === 0) return new Set()
  const rows = await db.query<{ hash: string }>('select hash from workloads where hash = any($1::text[])', [hashes])
  return new Set(rows.map(({ hash }) => hash))
}

/** Returns whether a live lease on one of these nodes has this workload. Index: leases (node_id, state). Takes no lock. */
export async function isWorkloadLeasedTo(db: Queryable, { hash, nodeIds }: { hash: string; nodeIds: readonly string[] }): Promise<boolean> {
  const rows = await db.query<{ lease_id: bigint }>(
    "select lease_id from leases where node_id = any($2) and state in ('booked', 'active') and workload_hash = $1 limit 1",
    [hash, nodeIds],
  )
  return rows.length === 1
}

/** A workload and the machine for which it was requested. */
export interface PinnedWorkload {
  hash: string
  nodeId: string
}

/** Lists those pairs whose workload has an image (the view `image_workloads`) while the machine does not report that it runs containers. Indexes: primary keys. Takes no lock. */
export async function listImageMisfits(db: Queryable, { wanted }: { wanted: readonly PinnedWorkload[] }): Promise<PinnedWorkload[]> {
  if (wanted.length === 0) return []
  return db.query<PinnedWorkload>(
    `select w.hash, wanted.node_id as "nodeId" from unnest($1::text[], $2::text[]) as wanted (hash, node_id)
     join image_workloads w on w.hash = wanted.hash
     left join node_profiles p on p.node_id = wanted.node_id where p.runtime is distinct from 'container'`,
    [wanted.map(({ hash }) => hash), wanted.map(({ nodeId }) => nodeId)],
  )
}
