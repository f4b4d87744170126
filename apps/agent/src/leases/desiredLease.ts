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
  /** Sealed secrets for it can be fetched. */
  hasSecrets: boolean
}
