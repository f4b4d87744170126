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
 * Says, before a bid on one machine is placed, that its lease's disk begins with a snapshot, with the snapshot's key sealed to that machine. `key` is the
 * wallet's (`snapshotKeyOf`). Throws `snapshot.key_unusable`, `snapshot.not_stored` and the refusals of `PUT /restores/{bidHash}`.
 */
export async function beginWithSnapshot(
  transport: Transport,
  { snapshot, account, key, bid, chain }: { snapshot: SnapshotWire; account: string; key: SnapshotKey; bid: Bid; chain: ChainWire },
): Promise<void> {
  const { boxKey } = await getNodeKeys(transport, bid.node)
  const sealedKey = await sealForMachine({ snapshot, account, key, machine: { nodeId: bid.node, boxKey } })
  await putRestore(transport, { bidHash: hashOfBid(bid, { chain }), snapshotId: snapshot.snapshotId, sealedKey })
}

/** Asks the machine of a lease for a copy of its disk; `getLeaseDisk` says how far it is. */
export function createSnapshot(transport: Transport, order: SnapshotOrderWire): Promise<SnapshotAcceptedWire> {
  return transport.send<SnapshotAcceptedWire>({ method: 'POST', path: `/leases/${order.leaseId}/snapshots`, body: order })
}

const signedLifeSeconds = 86_400

/**
 * The renter has a disk copied, for itself (`renterKey`), for the machine that a move goes to (`node` and its `nodeKey`, as the chain has it), or for
 * both. Good for a day.
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
