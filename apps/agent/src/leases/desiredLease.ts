import type { LeaseDiskTaskWire } from '@infinitio/domain/wire'

/** What the market says of one lease on one of our nodes; times are Unix seconds of the block clock. */
export type DesiredLease = {
  leaseId: string
  /** Hash of the bid that made it: its trace id. */
  orderHash: string
  nodeId: string
  /** `lost`: the market gave this node up while it was away, and the lease is not its any more. */
  state: 'booked' | 'active' | 'ended' | 'lost'
  startSeconds: number
  /** When it ends at the latest, or has ended. */
  endSeconds: number
  workloadHash: string
  /** Who booked it: the account that may have its disk copied. */
  renter: string
  /** What to do about its disk, if anything. */
  disk: LeaseDiskTaskWire | null
  /** Sealed secrets for it can be fetched. */
  hasSecrets: boolean
}
