import type { Snapshots } from '../src/matcher/snapshots/snapshotKeeper.ts'

/** For a matcher that needs none. */
export const noSnapshots: Snapshots = {
  rows: Number.MAX_SAFE_INTEGER,
  take: () => Promise.reject(new Error('no snapshot is due')),
}
