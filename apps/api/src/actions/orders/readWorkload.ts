import { findWorkload, isWorkloadLeasedTo } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'
import { type WorkloadWire, workloadWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** A workload for its owner, or for a node with a live lease that names it. Refuses with `node.workload_unknown`, `auth.forbidden`. */
export async function readWorkload(
  { db }: Services,
  { hash, account, nodeIds }: { hash: string; account: string | null; nodeIds: readonly string[] },
): Promise<WorkloadWire | Refusal> {
  const stored = await findWorkload(db, { hash })
  if (stored === null) return { rejected: 'node.workload_unknown' }
  const mayRead = stored.owner === account || (nodeIds.length > 0 && (await isWorkloadLeasedTo(db, { hash, nodeIds })))
  return mayRead ? workloadWire.parse(JSON.parse(stored.body)) : { rejected: 'auth.forbidden' }
}
