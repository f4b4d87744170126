import { infinitioGovernorAbi } from '@infinitio/chain'
import type { Address } from '@infinitio/domain'
import type { Client } from 'viem'
import { getBlock, getLogs, readContract } from 'viem/actions'
import { ChainUnavailableError } from '../chain/ChainUnavailableError.ts'
import { type GovernorLog, governorEvents, toGovernorLog } from './governorLog.ts'

/** Blocks asked for at once, and how often at most for one reading: what is behind by more is read by the next ones (ADR 125). */
const rangeBlocks = 10_000n
const rangesPerReading = 100

/** What of the governor's events is known: of final blocks once for all, of the blocks after them anew each time. */
export type ProposalLog = {
  /**
   * The events from the governor's first block to `head`. `final` is the last final block, null where none is known. Throws ChainUnavailableError while
   * more is to be read than one reading may, and viem's errors; what was read of final blocks stays read.
   */
  read(range: { governor: Address; head: bigint; final: bigint | null }): Promise<readonly GovernorLog[]>
}

/** Makes one that knows nothing yet. */
export function createProposalLog(client: Client): ProposalLog {
  let kept: { governor: Address; next: bigint; logs: GovernorLog[] } | null = null

  return {
    async read({ governor, head, final }) {
      if (kept?.governor !== governor) kept = { governor, next: await firstBlock(client, governor, head), logs: [] }
      const own = kept
      const lastKept = final === null ? -1n : final < head ? final : head
      let ranges = 0
      const readRange = async (fromBlock: bigint, last: bigint) => {
        ranges += 1
        if (ranges > rangesPerReading) throw new ChainUnavailableError('the history of the governor is still being read')
        const toBlock = fromBlock + rangeBlocks - 1n < last ? fromBlock + rangeBlocks - 1n : last
        return { logs: await readLogs(client, { governor, fromBlock, toBlock }), next: toBlock + 1n }
      }
      while (own.next <= lastKept) {
        const { logs, next } = await readRange(own.next, lastKept)
        own.logs.push(...logs)
        own.next = next
      }
      const tail: GovernorLog[] = []
      for (let from = own.next; from <= head; ) {
        const { logs, next } = await readRange(from, head)
        tail.push(...logs)
        from = next
      }
      return [...own.logs, ...tail]
    },
  }
}

async function readLogs(client: Client, { governor, fromBlock, toBlock }: { governor: Address; fromBlock: bigint; toBlock: bigint }) {
  const logs = await getLogs(client, { address: governor, events: governorEvents, fromBlock, toBlock, strict: true })
  const times = new Map<bigint, number>()
  const found: GovernorLog[] = []
  for (const log of logs) {
    const isVote = log.eventName === 'VoteCast' || log.eventName === 'VoteCastWithParams'
    if (!isVote && !times.has(log.blockNumber)) {
      const { timestamp } = await getBlock(client, { blockNumber: log.blockNumber })
      times.set(log.blockNumber, Number(timestamp))
    }
    const entry = toGovernorLog(log, times.get(log.blockNumber) ?? 0)
    if (entry !== null) found.push(entry)
  }
  return found
}

/** The block of the governor's creation: the first as late as its own code says, found by halving. */
async function firstBlock(client: Client, governor: Address, head: bigint): Promise<bigint> {
  const at = { address: governor, abi: infinitioGovernorAbi } as const
  const [until, span] = await Promise.all([
    readContract(client, { ...at, functionName: 'GUARDIAN_UNTIL' }),
    readContract(client, { ...at, functionName: 'GUARDIAN_SECONDS' }),
  ])
  let [low, high] = [0n, head]
  while (low < high) {
    const middle = (low + high) / 2n
    const { timestamp } = await getBlock(client, { blockNumber: middle })
    if (timestamp < until - span) low = middle + 1n
    else high = middle
  }
  return low
}
