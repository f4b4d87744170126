import { findWorkload, insertWorkload, isWorkloadLeasedTo } from '@infinitio/db'
import { type Address, hashWorkload, type Refusal, scriptOfWorkload, workloadText } from '@infinitio/domain'
import { workloadFromWire, type WorkloadWire, workloadWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/**
 * Stores a workload under the hash of its content. Refuses with `node.workload_hash_mismatch`. Also refuses with `api.invalid_field` if the workload is a plain
 * shell but has a start script, which would never run.
 */
export async function putWorkload(
  { db }: Services,
  args: { account: Address; hash: string; workload: WorkloadWire },
): Promise<{ workloadHash: string } | Refusal> {
  const workload = workloadFromWire(args.workload)
  if (workload.startScript !== '' && scriptOfWorkload(workload) === '') {
    return { rejected: 'api.invalid_field', detail: 'startScript: the template shell runs none, script does' }
  }
  const hash = hashWorkload(workload)
  if (hash !== args.hash) return { rejected: 'node.workload_hash_mismatch', detail: `content hashes to ${hash}` }
  await insertWorkload(db, { hash, owner: args.account, body: workloadText(workload) })
  return { workloadHash: hash }
}

/** Returns a workload to its owner, or to a node that has a live lease with this workload. Refuses with `node.workload_unknown`, `auth.forbidden`. */
export async function readWorkload(
  { db }: Services,
  { hash, account, nodeIds }: { hash: string; account: string | null; nodeIds: readonly string[] },
): Promise<WorkloadWire | Refusal> {
  const stored = await findWorkload(db, { hash })
  if (stored === null) return { rejected: 'node.workload_unknown' }
  const mayRead = stored.owner === account || (nodeIds.length > 0 && (await isWorkloadLeasedTo(db, { hash, nodeIds })))
  return mayRead ? workloadWire.parse(JSON.parse(stored.body)) : { rejected: 'auth.forbidden' }
}
