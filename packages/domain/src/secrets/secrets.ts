import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { canonicalJson } from '../hashing/canonicalJson.ts'

/**
 * A renter's secrets: environment variables by name. Only the renter and the machine know `salt`, so that nobody else can test values against
 * the commitment.
 */
export type Secrets = { readonly salt: Hex32; readonly values: Readonly<Record<string, string>> }

/** The public part of a workload's secrets: the sorted names, and the commitment, which is a hash that no other set of values has. */
export type WorkloadSecrets = { readonly names: readonly string[]; readonly commitment: Hex32 }

/** The receiver that can decrypt a box of secrets: a node, and its X25519 key from the chain. */
export type BoxOwner = { readonly nodeId: Hex32; readonly boxKey: Hex32 }

/**
 * Returns the public part of these secrets: their names and the commitment. The commitment is a hash of all names, values and the salt. Without the salt,
 * nobody can guess a value from the commitment.
 */
export function commitSecrets(secrets: Secrets): WorkloadSecrets {
  return { names: Object.keys(secrets.values).sort(), commitment: keccak256Hex(utf8ToBytes(secretsText(secrets))) }
}

/** Returns the canonical text of secrets, which is hashed and encrypted. */
export function secretsText({ salt, values }: Secrets): string {
  return canonicalJson({ salt, values })
}
