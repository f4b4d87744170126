import type { Queryable } from '../client/queryable.ts'

/** Secrets of a workload, sealed to the key of a node. `boxId` is another one whenever they are handed in. */
export interface SealedSecrets {
  workloadHash: string
  nodeId: string
  account: string
  boxId: string
  box: string
}

/** Keeps sealed secrets in place of what was there for this workload and node. */
export async function saveSealedSecrets(db: Queryable, { workloadHash, nodeId, account, boxId, box }: SealedSecrets): Promise<void> {
  await db.query(
    `insert into sealed_secrets (workload_hash, node_id, account, box_id, box, state) values ($1, $2, $3, $4, $5, 'sealed')
     on conflict (workload_hash, node_id) do update set account = excluded.account, box_id = excluded.box_id, box = excluded.box,
       state = 'sealed', code = null, sealed_at = now()`,
    [workloadHash, nodeId, account, boxId, box],
  )
}
