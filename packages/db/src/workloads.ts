// Workloads: what runs in a lease (image, command, SSH keys, ports). The API (role infinitio_api) writes the table `workloads`.
import { imageRuntimes } from '@infinitio/domain'
import { rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

/** Stores a workload by its hash. The account that stores it first owns it; a second call changes nothing. */
export async function insertWorkload(db: Queryable, { hash, owner, body }: { hash: string; owner: string; body: string }): Promise<void> {
  await db.query('insert into workloads (hash, owner, body) values ($1, $2, $3) on conflict (hash) do nothing', [hash, owner, body])
}

const workloadByHash = statement(
  rowOf({ owner: tables.workloads.owner, body: tables.workloads.body }),
  'select owner, body from workloads where hash = $1',
)

/** Returns the owner and the canonical JSON of a workload, or null. Index: workloads (hash). Takes no lock. */
export async function findWorkload(db: Queryable, { hash }: { hash: string }): Promise<{ owner: string; body: string } | null> {
  return workloadByHash.first(db, [hash])
}

const storedWorkloads = statement(rowOf({ hash: tables.workloads.hash }), 'select hash from workloads where hash = any($1::text[])')

/** From the given hashes, returns those for which a workload is stored. Index: workloads (hash). Takes no lock. */
export async function listKnownWorkloads(db: Queryable, { hashes }: { hashes: readonly string[] }): Promise<Set<string>> {
  if (hashes.length === 0) return new Set()
  const rows = await storedWorkloads.rows(db, [hashes])
  return new Set(rows.map(({ hash }) => hash))
}

/** Returns true if an open lease on one of these nodes has this workload. Index: leases (node_id, state). Takes no lock. */
export async function isWorkloadLeasedTo(db: Queryable, { hash, nodeIds }: { hash: string; nodeIds: readonly string[] }): Promise<boolean> {
  const rows = await db.query(
    "select lease_id from leases where node_id = any($2) and state in ('booked', 'active') and workload_hash = $1 limit 1",
    [hash, nodeIds],
  )
  return rows.length === 1
}

const pinnedWorkloadRow = rowOf({ hash: 'text', nodeId: 'text' })

/** A workload and the machine for which it was requested. */
export type PinnedWorkload = RowOf<typeof pinnedWorkloadRow>

const imageMisfits = statement(
  pinnedWorkloadRow,
  `select w.hash, wanted.node_id as "nodeId" from unnest($1::text[], $2::text[]) as wanted (hash, node_id)
   join image_workloads w on w.hash = wanted.hash
   left join node_profiles p on p.node_id = wanted.node_id where (p.runtime = any($3::text[])) is not true`,
)

/**
 * From pairs of workload and machine, lists those that cannot work: the workload needs a container image (the view `image_workloads`), but the machine does not
 * report that it can run containers. Indexes: primary keys. Takes no lock.
 */
export async function listImageMisfits(db: Queryable, { wanted }: { wanted: readonly PinnedWorkload[] }): Promise<PinnedWorkload[]> {
  if (wanted.length === 0) return []
  return imageMisfits.rows(db, [wanted.map(({ hash }) => hash), wanted.map(({ nodeId }) => nodeId), imageRuntimes])
}
