import { zeroHex32 } from '@infinitio/domain'
import type { SnapshotWire } from '@infinitio/domain/wire'

/**
 * Reasons why a lease cannot start from a snapshot: incomplete, expired, encrypted to another key or to none, or
 * larger than the machine's disk.
 */
export type SnapshotMisfit = 'snapshot.not_stored' | 'snapshot.unknown' | 'snapshot.key_unusable' | 'snapshot.too_large'

const gibBytes = 2 ** 30

/**
 * Returns why a lease on a machine cannot start from a snapshot, or null if it can. `renterKey` is the public half of
 * the wallet's snapshot key, null while unknown; `nowSeconds` is the wall clock. The machine checks its free space
 * again.
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
