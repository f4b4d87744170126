import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { canonicalJson } from '../hashing/canonicalJson.ts'

/**
 * What a renter keeps from everybody but the machine: environment variables by name. `salt` is known to the renter and the machine alone, so
 * that nobody who sees the commitment can try values against it.
 */
export type Secrets = { readonly salt: Hex32; readonly values: Readonly<Record<string, string>> }

/** What a workload says of its secrets, for all to see: their names, sorted, and a hash that fits one set of values alone. */
export type WorkloadSecrets = { readonly names: readonly string[]; readonly commitment: Hex32 }

/** Whom secrets are sealed to: a node, and its X25519 key as the chain has it. */
export type BoxOwner = { readonly nodeId: Hex32; readonly boxKey: Hex32 }

/** What goes into the workload for these secrets: it binds every name and value, and with the salt unknown tells nothing of the values. */
export function commitSecrets(secrets: Secrets): WorkloadSecrets {
  return { names: Object.keys(secrets.values).sort(), commitment: keccak256Hex(utf8ToBytes(secretsText(secrets))) }
}

/** The one text of some secrets, which is hashed and sealed. */
export function secretsText({ salt, values }: Secrets): string {
  return canonicalJson({ salt, values })
}
