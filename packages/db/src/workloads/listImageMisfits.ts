import type { Queryable } from '../client/queryable.ts'

/** A workload and the machine that it was asked for. */
export interface PinnedWorkload {
  hash: string
  nodeId: string
}

/** Those pairs whose workload names an image (the view `image_workloads`) and whose machine does not say that it runs containers. Indexes: primary keys. Takes no lock. */
export async function listImageMisfits(db: Queryable, { wanted }: { wanted: readonly PinnedWorkload[] }): Promise<PinnedWorkload[]> {
  if (wanted.length === 0) return []
  return db.query<PinnedWorkload>(
    `select w.hash, wanted.node_id as "nodeId" from unnest($1::text[], $2::text[]) as wanted (hash, node_id)
     join image_workloads w on w.hash = wanted.hash
     left join node_profiles p on p.node_id = wanted.node_id where p.runtime is distinct from 'container'`,
    [wanted.map(({ hash }) => hash), wanted.map(({ nodeId }) => nodeId)],
  )
}
