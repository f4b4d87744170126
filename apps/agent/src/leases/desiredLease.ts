/** What the market says of one lease on one of our nodes; times are Unix seconds of the block clock. */
export type DesiredLease = {
  leaseId: string
  nodeId: string
  state: 'booked' | 'active' | 'ended'
  startSeconds: number
  /** When it ends at the latest, or has ended. */
  endSeconds: number
  workloadHash: string
}
