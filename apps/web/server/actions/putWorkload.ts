import { insertWorkload } from '@infinitio/db'
import { type Address, hashWorkload, type Refusal, workloadText } from '@infinitio/domain'
import { type WorkloadWire, workloadFromWire } from '@infinitio/domain/wire'
import type { Services } from '../services.ts'

/** Stores a workload under the hash of its content. Refuses with `node.workload_hash_mismatch`. */
export async function putWorkload(
  { db }: Services,
  args: { account: Address; hash: string; workload: WorkloadWire },
): Promise<{ workloadHash: string } | Refusal> {
  const workload = workloadFromWire(args.workload)
  const hash = hashWorkload(workload)
  if (hash !== args.hash) return { rejected: 'node.workload_hash_mismatch', detail: `content hashes to ${hash}` }
  await insertWorkload(db, { hash, owner: args.account, body: workloadText(workload) })
  return { workloadHash: hash }
}
