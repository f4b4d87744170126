import type { Client } from 'viem'
import { getBlock } from 'viem/actions'

/** Returns the times of some blocks in Unix seconds, by block number. `final` is the newest final block, or null if it is not known. Throws viem's errors. */
export type BlockTimes = (blocks: readonly bigint[], final: bigint | null) => Promise<ReadonlyMap<bigint, number>>

const mostKnown = 10_000

/** Creates the reader of the times of blocks. It stores the times of final blocks, at most 10,000, because they never change. */
export function createBlockTimes(client: Client): BlockTimes {
  const known = new Map<bigint, number>()
  return async (blocks, final) => {
    const times = await Promise.all(
      [...new Set(blocks)].map(async (blockNumber): Promise<[bigint, number]> => {
        const time = known.get(blockNumber) ?? Number((await getBlock(client, { blockNumber })).timestamp)
        if (final !== null && blockNumber <= final && known.size < mostKnown) known.set(blockNumber, time)
        return [blockNumber, time]
      }),
    )
    return new Map(times)
  }
}

/** A step of a history with the number of its block. */
type Mined = { readonly blockNumber: bigint }

/** Converts logs to the steps of a history, each with the time of its block. */
export async function timedSteps<Log extends Mined, Step>(
  logs: readonly Log[],
  { timesOf, final, stepOf }: { timesOf: BlockTimes; final: bigint | null; stepOf: (log: Log) => Step },
): Promise<(Step & { readonly at: number })[]> {
  const times = await timesOf(
    logs.map(({ blockNumber }) => blockNumber),
    final,
  )
  return logs.map((log) => ({ ...stepOf(log), at: times.get(log.blockNumber) ?? 0 }))
}
