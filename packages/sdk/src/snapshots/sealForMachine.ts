import { hex32, isRefusal, openContentKey, renterBox, sealContentKey } from '@infinitio/domain'
import type { SealedKeyWire, SnapshotWire } from '@infinitio/domain/wire'
import { refusal } from '../transport/refusal.ts'
import type { SnapshotKey } from './snapshotKeyOf.ts'

/**
 * Decrypts a snapshot's key as its renter and encrypts it to a machine's `boxKey` from the chain. Nobody between sees
 * the key. Throws `snapshot.key_unusable` for another wallet than the snapshot's, `snapshot.not_stored`,
 * `lease.sealing_unsupported`.
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
