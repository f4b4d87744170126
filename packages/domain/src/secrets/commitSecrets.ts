import { utf8ToBytes } from '@noble/hashes/utils.js'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { canonicalJson } from '../hashing/canonicalJson.ts'
import type { Secrets, WorkloadSecrets } from './secrets.ts'

/** What goes into the workload for these secrets: it binds every name and value, and with the salt unknown tells nothing of the values. */
export function commitSecrets(secrets: Secrets): WorkloadSecrets {
  return { names: Object.keys(secrets.values).sort(), commitment: keccak256Hex(utf8ToBytes(secretsText(secrets))) }
}

/** The one text of some secrets, which is hashed and sealed. */
export function secretsText({ salt, values }: Secrets): string {
  return canonicalJson({ salt, values })
}
