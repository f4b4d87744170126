/** Where and when a log stands in the chain; `timestamp` is its block's Unix second. */
export interface EventSite {
  blockNumber: bigint
  logIndex: number
  txHash: string
  timestamp: bigint
}
