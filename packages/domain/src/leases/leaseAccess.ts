import { utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson } from '../hashing/canonicalJson.ts'
import { hex32, type Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import type { LeaseId } from '../ids/marketIds.ts'
import { defineStruct, type StructValue } from '../structs/defineStruct.ts'
import { type SigningDomain, typedDataDigest } from '../structs/signingDomain.ts'
import { hashStruct } from '../structs/structType.ts'
import type { UnixSeconds } from '../units/seconds.ts'

/** The EIP-712 form of `LeaseAccessOrder`, which the holder signs. No contract uses it (ADR 171). */
export const leaseAccessStruct = /* @__PURE__ */ defineStruct('LeaseAccess', {
  leaseId: 'lease',
  leaseKey: 'bytes32',
  number: 'nonce',
  accessHash: 'bytes32',
  expiry: 'time',
})

/** The SSH keys of a lease, as OpenSSH lines, and the ports with an HTTPS URL. */
export type LeaseAccess = { readonly sshKeys: readonly string[]; readonly ports: readonly number[] }

/** The largest number of SSH keys and of ports of a lease, when it is rented and after a change. */
export const leaseAccessLimits = { sshKeys: 10, ports: 16 } as const

/** The holder's instruction to replace the keys and ports of a lease. `number` is the number of the previous instruction plus 1. */
export type LeaseAccessOrder = {
  readonly leaseId: LeaseId
  readonly leaseKey: Hex32
  readonly number: bigint
  readonly access: LeaseAccess
  readonly expiry: UnixSeconds
}

/** Returns the fields of the EIP-712 message that the holder signs. `accessHash` is keccak256 of the canonical JSON of the ports and the keys. */
export function leaseAccessForm({ access: { ports, sshKeys }, ...about }: LeaseAccessOrder): StructValue<typeof leaseAccessStruct> {
  return { ...about, accessHash: hex32(keccak256Hex(utf8ToBytes(canonicalJson({ ports, sshKeys })))) }
}

/** Returns the digest that the holder signs to change keys and ports. */
export function hashLeaseAccess(order: LeaseAccessOrder, domain: SigningDomain): Hex32 {
  return typedDataDigest(domain, hashStruct(leaseAccessStruct, leaseAccessForm(order)))
}
