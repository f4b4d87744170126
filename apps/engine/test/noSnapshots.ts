import type { Snapshots } from '../src/matcher/snapshots/snapshotKeeper.ts'

/** Snapshot settings for a matcher that takes none. */
export const noSnapshots: Snapshots = {
  rows: Number.MAX_SAFE_INTEGER,
  take: () => Promise.reject(new Error('no snapshot is due')),
}
