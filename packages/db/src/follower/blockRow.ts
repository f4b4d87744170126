/** 0x and 64 lower-case hex digits. */
type BlockHash = string

/** A block as the follower keeps it. `timestamp` is the block clock in Unix seconds. */
export interface BlockRow {
  number: bigint
  hash: BlockHash
  parentHash: BlockHash
  timestamp: bigint
  final: boolean
}
