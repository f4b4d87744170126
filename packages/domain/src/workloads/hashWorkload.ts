import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type WorkloadHash, workloadHash } from '../ids/hashes.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { type CanonicalValue, canonicalJson } from '../hashing/canonicalJson.ts'
import type { Workload } from './workload.ts'

/** Returns the hash that a bid contains: keccak256 of the workload's canonical JSON in UTF-8. The agent runs no workload with another hash. */
export function hashWorkload(workload: Workload): WorkloadHash {
  return workloadHash(keccak256Hex(utf8ToBytes(workloadText(workload))))
}

/** Returns the canonical text of a workload, which is hashed and stored. Unused fields are omitted. */
export function workloadText(workload: Workload): string {
  const { image, secrets, ...rest } = workload
  return canonicalJson({
    ...present(rest),
    ...(image === undefined ? {} : { image: present(image) }),
    ...(secrets === undefined ? {} : { secrets }),
  })
}

function present(fields: Readonly<Record<string, CanonicalValue | undefined>>): Record<string, CanonicalValue> {
  return Object.fromEntries(Object.entries(fields).filter((field): field is [string, CanonicalValue] => field[1] !== undefined))
}
