import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { askChain } from './askChain.ts'

/** A block that can be mined again: its parent, its time in Unix seconds, and its signed transactions. */
type LoggedBlock = { readonly number: number; readonly parentHash: string; readonly timestamp: number; readonly transactions: readonly string[] }
type RpcBlock = { hash: string; parentHash: string; timestamp: string; transactions: string[] }

/** A log of the blocks that a development chain mined since its whole state was last saved. */
type BlockLog = {
  /** Empties the log. Call it when a saved state contains all blocks up to `head`. */
  begin(head: number): void
  /**
   * Writes the chain's blocks that the log does not have yet, and returns the number of the newest. Returns null if the log cannot continue the chain: no state
   * was saved yet, or the chain lost blocks.
   */
  follow(): Promise<number | null>
}

/**
 * Opens the log next to a state file. A save of the whole chain is slow and rare, but each block adds a line to the log at once. After a crash,
 * `replayBlockLog` mines these blocks again.
 */
export function openBlockLog({ url, stateFile }: { url: string; stateFile: string }): BlockLog {
  const file = logOf(stateFile)
  let last: number | null = null
  return {
    begin(head) {
      writeFileSync(`${file}.new`, '', { mode: 0o600 })
      renameSync(`${file}.new`, file)
      last = head
    },
    async follow() {
      const head = Number(await askChain(url, 'eth_blockNumber'))
      if (last === null || head < last) return null
      for (; last < head; last += 1) appendFileSync(file, `${JSON.stringify(await readBlock(url, last + 1))}\n`)
      return head
    },
  }
}

/**
 * Mines the log's blocks after the newest block of a chain, and returns their number. Their hashes are new, because the chain draws a random number
 * for each block. Stops at an incomplete line, at a block of another chain and at an unsigned transaction.
 */
export async function replayBlockLog({ url, stateFile }: { url: string; stateFile: string }): Promise<number> {
  const newest = (await askChain(url, 'eth_getBlockByNumber', ['latest', false])) as RpcBlock & { number: string }
  const head = Number(newest.number)
  const blocks = readLog(logOf(stateFile)).filter(({ number }) => number > head)
  if (blocks[0]?.parentHash !== newest.hash) return 0
  for (const [place, block] of blocks.entries()) {
    try {
      if (block.number !== head + 1 + place) return place
      for (const transaction of block.transactions) await askChain(url, 'eth_sendRawTransaction', [transaction])
      await askChain(url, 'evm_setNextBlockTimestamp', [block.timestamp])
      await askChain(url, 'evm_mine')
    } catch {
      return place
    }
  }
  return blocks.length
}

async function readBlock(url: string, number: number): Promise<LoggedBlock> {
  const block = (await askChain(url, 'eth_getBlockByNumber', [`0x${number.toString(16)}`, false])) as RpcBlock
  const transactions: string[] = []
  for (const hash of block.transactions) transactions.push((await askChain(url, 'eth_getRawTransactionByHash', [hash])) as string)
  return { number, parentHash: block.parentHash, timestamp: Number(block.timestamp), transactions }
}

/** Returns the complete lines of the log. */
function readLog(file: string): LoggedBlock[] {
  const blocks: LoggedBlock[] = []
  try {
    for (const line of readFileSync(file, 'utf8').split('\n')) blocks.push(JSON.parse(line) as LoggedBlock)
  } catch {
    // Either there is no log, or its last line is empty or incomplete.
  }
  return blocks
}

function logOf(stateFile: string): string {
  return `${stateFile}.blocks`
}
