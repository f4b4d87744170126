import type { Bid } from '@infinitio/domain'
import type { ChainWire, SnapshotWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { getNodeKeys, putRestore } from '../generated/calls.ts'
import { hashOfBid } from '../orders/hashOfBid.ts'
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
