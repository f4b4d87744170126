/** The position of a log (a contract's event) in the chain. `timestamp` is the Unix second of its block. */
export interface EventSite {
  blockNumber: bigint
  logIndex: number
  txHash: string
  timestamp: bigint
}
