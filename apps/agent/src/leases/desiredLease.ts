import type { LeaseDiskTaskWire } from '@infinitio/domain/wire'

/** A lease that the market wants this agent to run on one of its nodes. Times are Unix seconds of the block clock. */
export type DesiredLease = {
  leaseId: string
  /** Hash of the bid that made the lease, used as trace id. */
  orderHash: string
  nodeId: string
  /** `lost`: the market declared this node lost while it did not respond, and the lease has ended. */
  state: 'booked' | 'active' | 'ended' | 'lost'
  startSeconds: number
  /** The latest possible end of the lease or, once it has ended, its actual end. */
  endSeconds: number
  workloadHash: string
  /** The number of GPUs that the renter pays for. */
  gpus: number
  /** The account that rented the lease. Only it may order copies of the lease's disk. */
  renter: string
  /** The next thing to do with the lease's disk, such as a snapshot (encrypted copy) or a restore, or null if there is nothing. */
  disk: LeaseDiskTaskWire | null
  /** True if the market has the renter's encrypted secrets, so that the agent can fetch them. */
  hasSecrets: boolean
}
