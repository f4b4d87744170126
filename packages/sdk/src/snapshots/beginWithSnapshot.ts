import { type Bid, hex32, leaseId, nodeId, snapshotOrderTypedData, unixSeconds, zeroHex32 } from '@infinitio/domain'
import type { ChainWire, SnapshotAcceptedWire, SnapshotOrderWire, SnapshotWire } from '@infinitio/domain/wire'
import { getNodeKeys, putRestore } from '../generated/calls.ts'
import { hashOfBid } from '../orders/hashOfBid.ts'
import { signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'
import { signingDomainOf } from '../signing/signingDomainOf.ts'
import type { Transport } from '../transport/createTransport.ts'
import { sealForMachine } from './sealForMachine.ts'
import type { SnapshotKey } from './snapshotKeyOf.ts'

/**
 * Registers, before a bid on one machine, that the lease's disk starts from a snapshot, and encrypts the snapshot's
 * key to that machine. `key` is the wallet's (`snapshotKeyOf`). Throws `snapshot.key_unusable`, `snapshot.not_stored`
 * and the codes of `PUT /restores/{bidHash}`.
 */
export async function beginWithSnapshot(
  transport: Transport,
  { snapshot, account, key, bid, chain }: { snapshot: SnapshotWire; account: string; key: SnapshotKey; bid: Bid; chain: ChainWire },
): Promise<void> {
  const { boxKey } = await getNodeKeys(transport, bid.node)
  const sealedKey = await sealForMachine({ snapshot, account, key, machine: { nodeId: bid.node, boxKey } })
  await putRestore(transport, { bidHash: hashOfBid(bid, { chain }), snapshotId: snapshot.snapshotId, sealedKey })
}

/** Requests a copy of a lease's disk from its machine; `getLeaseDisk` returns the progress. */
export function createSnapshot(transport: Transport, order: SnapshotOrderWire): Promise<SnapshotAcceptedWire> {
  return transport.send<SnapshotAcceptedWire>({ method: 'POST', path: `/leases/${order.leaseId}/snapshots`, body: order })
}

const signedLifeSeconds = 86_400

/**
 * Signs a disk copy, as the renter: for itself (`renterKey`), for a move's target machine (`node` and its `nodeKey`
 * from the chain), or both. Valid for one day.
 */
export async function signSnapshotOrder(
  signer: TypedDataSigner,
  args: { leaseId: string; renterKey?: string; node?: string; nodeKey?: string; chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'> },
): Promise<SnapshotOrderWire> {
  const order = {
    leaseId: leaseId(BigInt(args.leaseId)),
    renterKey: hex32(args.renterKey ?? zeroHex32),
    node: nodeId(args.node ?? zeroHex32),
    nodeKey: hex32(args.nodeKey ?? zeroHex32),
    expiry: unixSeconds(BigInt(args.chain.chainNow + signedLifeSeconds)),
  }
  const signature = await signTypedData(signer, snapshotOrderTypedData(order, signingDomainOf(args.chain)))
  return { ...order, leaseId: args.leaseId, expiry: Number(order.expiry), signature }
}
