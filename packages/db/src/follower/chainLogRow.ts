/** One log of our contracts as stored. `args` and `command` are canonical JSON. */
export interface ChainLogRow {
  blockNumber: bigint
  blockHash: string
  logIndex: number
  txHash: string
  contract: string
  name: string
  args: string
  /** What the log tells the matcher; null when it tells nothing. */
  command: string | null
  /** True when the command takes something: the matcher gets it as soon as the block is head. */
  atHead: boolean
  /** True when the command gives something: the matcher gets it when the block is final. */
  atFinality: boolean
}
