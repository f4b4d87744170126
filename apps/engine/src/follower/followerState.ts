/** Where the follower stands: its head (null before the first block), the highest final block, and how often it dropped blocks. */
export interface FollowerState {
  head: { number: bigint; hash: string; timestamp: bigint } | null
  finalNumber: bigint
  reorgs: bigint
}
