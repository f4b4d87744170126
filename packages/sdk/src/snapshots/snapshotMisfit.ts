import { zeroHex32 } from '@infinitio/domain'
import type { SnapshotWire } from '@infinitio/domain/wire'

/**
 * Reasons why a lease cannot start from a snapshot. `not_stored`: it is incomplete. `unknown`: it has expired. `key_unusable`: it is encrypted to another key
 * or to none. `too_large`: it does not fit on the machine's disk.
 */
export type SnapshotMisfit = 'snapshot.not_stored' | 'snapshot.unknown' | 'snapshot.key_unusable' | 'snapshot.too_large'

const gibBytes = 2 ** 30

/**
 * Returns why a lease on a machine cannot start from a snapshot, or null if it can. `renterKey` is the public part of the wallet's snapshot key, or null while
 * unknown. `nowSeconds` is the wall clock in Unix seconds. The machine checks its free space again later.
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
