import {
  type Bid,
  hex32,
  isRefusal,
  leaseId,
  nodeId,
  openContentKey,
  renterBox,
  sealContentKey,
  snapshotOrderTypedData,
  unixSeconds,
  zeroHex32,
} from '@infinitio/domain'
import type { ChainWire, SealedKeyWire, SnapshotAcceptedWire, SnapshotOrderWire, SnapshotWire } from '@infinitio/domain/wire'
import { getNodeKeys, putRestore } from '../generated/calls.ts'
import { hashOfBid } from '../orders/hashOfBid.ts'
import { signingDomainOf, signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'
import type { SnapshotKey } from './snapshotKeyOf.ts'

/**
 * Tells the market that the disk of a future lease starts with the content of a snapshot, and encrypts the snapshot's key to the lease's machine. Call it
 * before placing the bid, which must name one machine. `key` is the wallet's key from `snapshotKeyOf`. Throws `snapshot.key_unusable`, `snapshot.not_stored`
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
 * Signs, as the renter, an order to copy the disk of a lease. The copy is encrypted to the renter (`renterKey`), to the target machine of a move (`node`, with
 * its `nodeKey` from the chain), or to both. The signature is valid for one day.
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

/**
 * Decrypts a snapshot's key as its renter, and encrypts it to a machine's `boxKey` from the chain. The market never sees the key. Throws
 * `snapshot.key_unusable` if the snapshot belongs to another wallet, `snapshot.not_stored`, `lease.sealing_unsupported`.
 */
export async function sealForMachine({
  snapshot,
  account,
  key,
  machine,
}: {
  snapshot: Pick<SnapshotWire, 'snapshotId' | 'sealedKey' | 'renterKey'>
  account: string
  key: SnapshotKey
  machine: { nodeId: string; boxKey: string }
}): Promise<SealedKeyWire> {
  const { sealedKey, renterKey, snapshotId } = snapshot
  if (sealedKey === null) throw refusal('snapshot.not_stored', { detail: snapshotId })
  if (renterKey !== key.renterKey) throw refusal('snapshot.key_unusable', { detail: 'made with another wallet' })
  const sealed = { box: sealedKey.box, commitment: hex32(sealedKey.commitment) }
  const content = await openContentKey({ sealed, boxSecret: key.secret, owner: renterBox({ account, renterKey: key.renterKey }) })
  if (isRefusal(content)) throw refusal(content.rejected, { detail: snapshotId })
  const salt = hex32(`0x${[...crypto.getRandomValues(new Uint8Array(32))].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`)
  const owner = { nodeId: hex32(machine.nodeId), boxKey: hex32(machine.boxKey) }
  const forMachine = await sealContentKey({ key: content, salt, owner })
  if (isRefusal(forMachine)) throw refusal(forMachine.rejected, { detail: forMachine.detail ?? '' })
  return { box: forMachine.box, commitment: forMachine.commitment }
}
