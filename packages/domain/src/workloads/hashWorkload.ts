import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type WorkloadHash, workloadHash } from '../ids/workloadHash.ts'
import { keccak256Hex } from '../orders/keccak256.ts'
import { canonicalJson } from './canonicalJson.ts'
import type { Workload } from './workload.ts'

/** Hash a bid names: keccak256 of the workload's canonical JSON in UTF-8. The agent runs nothing with another hash. */
export function hashWorkload(workload: Workload): WorkloadHash {
  return workloadHash(keccak256Hex(utf8ToBytes(canonicalJson(workload))))
}
