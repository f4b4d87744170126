import type { Address } from '../ids/address.ts'
import type { Hex32 } from '../ids/hex32.ts'
import type { LeaseId } from '../ids/leaseId.ts'
import type { NodeId } from '../ids/nodeId.ts'
import { type SigningDomain, typedDataDigest } from '../orders/signingDomain.ts'
import { hashStruct, structType } from '../orders/structType.ts'
import type { UnixSeconds } from '../units/unixSeconds.ts'

/**
 * "Copy the disk of this lease, and let these open the copy": signed by its renter, judged by the machine that copies. `renterKey` is an X25519 key of the
 * renter; `node` with its `nodeKey`, as the chain has it, is the machine a move goes to. Each is zero for nobody, and one of them is not.
 */
export type SnapshotOrder = {
  readonly leaseId: LeaseId
  readonly renterKey: Hex32
  readonly node: NodeId
  readonly nodeKey: Hex32
  readonly expiry: UnixSeconds
}

/** What a wallet signs so that its key for snapshots follows from the signature. It is never sent anywhere. */
export type SnapshotKeySeed = { readonly account: Address }

/** Signed forms; no contract knows them. */
export const snapshotOrderType = structType('SnapshotOrder', 'uint256 leaseId,bytes32 renterKey,bytes32 node,bytes32 nodeKey,uint40 expiry')
export const snapshotKeySeedType = structType('SnapshotKeySeed', 'address account')

/** Digest a renter signs to have a disk copied. */
export function hashSnapshotOrder(order: SnapshotOrder, domain: SigningDomain): Hex32 {
  return typedDataDigest(domain, hashStruct(snapshotOrderType, order))
}
