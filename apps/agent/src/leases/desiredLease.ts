import type { LeaseDiskTaskWire } from '@infinitio/domain/wire'

/** The market's state of one lease on one of this agent's nodes. Times are Unix seconds of the block clock. */
export type DesiredLease = {
  leaseId: string
  /** Hash of the bid that made the lease, used as trace id. */
  orderHash: string
  nodeId: string
  /** `lost`: the market declared this node lost while it did not respond, and the lease has ended. */
  state: 'booked' | 'active' | 'ended' | 'lost'
  startSeconds: number
  /** The latest end of the lease, or its actual end once it has ended. */
  endSeconds: number
  workloadHash: string
  /** The account that rented the lease. It may order copies of the disk. */
  renter: string
  /** The next thing to do with the lease's disk, such as a snapshot (encrypted copy) or a restore, or null if there is nothing. */
  disk: LeaseDiskTaskWire | null
  /** True if the agent can fetch encrypted secrets for the lease. */
  hasSecrets: boolean
}
