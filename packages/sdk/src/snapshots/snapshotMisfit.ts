import { zeroHex32 } from '@infinitio/domain'
import type { SnapshotWire } from '@infinitio/domain/wire'

/** Why a lease cannot begin with a snapshot: not whole, run out, sealed to another key or to nobody, more than the disk of the machine. */
export type SnapshotMisfit = 'snapshot.not_stored' | 'snapshot.unknown' | 'snapshot.key_unusable' | 'snapshot.too_large'

const gibBytes = 2 ** 30

/**
 * Whether a lease on a machine can begin with a snapshot; null when nothing speaks against it. `renterKey` is the public half of the wallet's key for
 * snapshots, null while it is not known; `nowSeconds` is the wall clock's. The machine counts its free room again.
 */
export function snapshotMisfit(
  snapshot: Pick<SnapshotWire, 'state' | 'renterKey' | 'sealedKey' | 'diskBytes' | 'expiresAt'>,
  { renterKey, diskGib, nowSeconds }: { renterKey: string | null; diskGib: number; nowSeconds: number },
): SnapshotMisfit | null {
  if (snapshot.state !== 'stored') return 'snapshot.not_stored'
  if (snapshot.expiresAt <= nowSeconds) return 'snapshot.unknown'
  if (snapshot.sealedKey === null || snapshot.renterKey === zeroHex32) return 'snapshot.key_unusable'
  if (renterKey !== null && renterKey !== snapshot.renterKey) return 'snapshot.key_unusable'
  return (snapshot.diskBytes ?? 0) > diskGib * gibBytes ? 'snapshot.too_large' : null
}
