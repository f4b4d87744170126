import type { Address } from '@infinitio/domain'
import type { Client } from 'viem'
import { getBlock, getLogs } from 'viem/actions'
import type { LogSource } from '../createEventLog.ts'
import { firstBlock } from '../firstBlock.ts'
import { type GovernorLog, governorEvents, toGovernorLog } from './governorLog.ts'

/** The governor's events that proposals are told from. Throws viem's errors. */
export function proposalSource(client: Client, governor: Address): LogSource<GovernorLog> {
  return { key: governor, first: (head) => firstBlock(client, governor, head), readRange: (range) => readLogs(client, { governor, ...range }) }
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
