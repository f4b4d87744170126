import type { Address } from '@infinitio/domain'
import { hex32 } from '@infinitio/domain'
import type { Client } from 'viem'
import { getBlock, getContractEvents } from 'viem/actions'
import { attestationsAbi } from '../generated/attestationsAbi.ts'
import { blockRangesBack } from './blocks.ts'
import { memberOf, type ReadValidatorSet } from './readValidatorSet.ts'

/**
 * Reads the last `count` different validator sets up to a block from their events, newest first. The first one was in force at the end of the block. Chain
 * nodes keep events longer than the state of a block. Returns fewer sets if there were fewer. A set without stake is null. Throws viem's errors.
 */
export async function readFormedSets(
  client: Client,
  attestations: Address,
  { block, count }: { readonly block: bigint; readonly count: number },
): Promise<(ReadValidatorSet | null)[]> {
  const event = { address: attestations, abi: attestationsAbi, eventName: 'ValidatorSetFormed', strict: true } as const
  const read = (range: { fromBlock: bigint; toBlock: bigint }) => getContractEvents(client, { ...event, ...range })
  // A set that is formed again with the same members and stakes has the same hash and is the same set. `series` has its events, newest first.
  const series: Awaited<ReturnType<typeof read>>[] = []
  for (const range of blockRangesBack({ from: 0n, to: block })) {
    for (const log of (await read(range)).toReversed()) {
      const last = series.at(-1)
      if (last?.[0]?.args.setHash === log.args.setHash) last?.push(log)
      else series.push([log])
    }
    // The series of a set is complete once an event of the set before it is found.
    if (series.length > count) break
  }
  const timeOf = async (blockNumber: bigint) => (await getBlock(client, { blockNumber })).timestamp
  return await Promise.all(
    series.slice(0, count).map(async (logs) => {
      const [newest, oldest] = [logs[0], logs.at(-1)]
      if (newest === undefined || oldest === undefined || newest.args.totalStake === 0n) return null
      const [formedAt, since] = await Promise.all([timeOf(newest.blockNumber), timeOf(oldest.blockNumber)])
      return { setHash: hex32(newest.args.setHash), formedAt, since, members: newest.args.members.map(memberOf) }
    }),
  )
}
