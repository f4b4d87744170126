/** What the market says of one lease on one of our nodes; times are Unix seconds of the block clock. */
export type DesiredLease = {
  leaseId: string
  /** Hash of the bid that made it: its trace id. */
  orderHash: string
  nodeId: string
  state: 'booked' | 'active' | 'ended'
  startSeconds: number
  /** When it ends at the latest, or has ended. */
  endSeconds: number
  workloadHash: string
}
