import type { Queryable } from '../client/queryable.ts'

/** What a node says of the box that it was given: it opened it, or could not, by a code. */
export interface SecretsRead {
  nodeIds: readonly string[]
  leaseId: bigint
  boxId: string
  /** Null: it was opened. */
  code: string | null
}

/**
 * Notes it of this very box, of a lease on one of these nodes; a box that was refused is thrown away. One that was handed in since is left alone. Index:
 * sealed_secrets (workload_hash, node_id).
 */
export async function noteSecretsRead(db: Queryable, { nodeIds, leaseId, boxId, code }: SecretsRead): Promise<void> {
  await db.query(
    `update sealed_secrets s set state = case when $4::text is null then 'opened' else 'refused' end, code = $4,
       box = case when $4::text is null then s.box end
     from leases l where l.lease_id = $1 and l.node_id = any($2) and s.workload_hash = l.workload_hash and s.node_id = l.node_id and s.box_id = $3`,
    [leaseId, nodeIds, boxId, code],
  )
}
