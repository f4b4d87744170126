/** The follower's position: the last block that it has applied (`head`, null before the first block), the highest final block, and the number of reorgs. */
export interface FollowerState {
  head: { number: bigint; hash: string; timestamp: bigint } | null
  finalNumber: bigint
  reorgs: bigint
}
