import type { Hex32 } from '../hashing/hex32.ts'
import { type SigningDomain, typedDataDigest } from '../structs/signingDomain.ts'
import { hashStruct } from '../structs/structType.ts'
import { defineStruct, type StructValue } from '../structs/defineStruct.ts'

/** The EIP-712 form of `SnapshotOrder`. No contract uses it. */
export const snapshotOrderStruct = /* @__PURE__ */ defineStruct('SnapshotOrder', {
  leaseId: 'lease',
  renterKey: { kind: 'bytes32', about: 'X25519 key of the renter for later restores; zero for none.' },
  node: { kind: 'node', about: 'Target machine of a move; zero for none.' },
  nodeKey: { kind: 'bytes32', about: 'X25519 key of the target machine on the chain; zero for none.' },
  expiry: 'time',
})
/** The EIP-712 form of `SnapshotKeySeed`. No contract uses it. */
export const snapshotKeySeedStruct = /* @__PURE__ */ defineStruct('SnapshotKeySeed', { account: 'account' })

/**
 * "Copy the disk of this lease, and let these keys open the copy", signed by the lease's renter. The copying machine checks it. `renterKey` is an X25519 key of
 * the renter. `node` is the target machine of a move, and `nodeKey` its key from the chain. `renterKey` or `node` is zero if the copy is not for that receiver;
 * at least one is set.
 */
export type SnapshotOrder = StructValue<typeof snapshotOrderStruct>

/** The message that a wallet signs to derive its key for snapshots from the signature. The signature is never sent. */
export type SnapshotKeySeed = StructValue<typeof snapshotKeySeedStruct>

/** Returns the digest that a renter signs to have a disk copied. */
export function hashSnapshotOrder(order: SnapshotOrder, domain: SigningDomain): Hex32 {
  return typedDataDigest(domain, hashStruct(snapshotOrderStruct, order))
}
