import { type Address, address } from '@infinitio/domain'
import type { Hex } from 'viem'
import { askRpc, rpcProblemOf } from './askRpc.ts'
import type { ExitAccess } from './exitAccess.ts'

/** One event log as the chain stores it. */
export type ScannedLog = {
  readonly address: Address
  readonly topics: readonly Hex[]
  readonly data: Hex
  readonly blockNumber: bigint
  readonly logIndex: number
}

/**
 * A search for event logs of these contracts, backwards from block `from` to block `downTo`. The first topic of a log identifies its event and must be one of
 * `topics`.
 */
export type LogSearch = {
  readonly contracts: readonly Address[]
  readonly topics: readonly Hex[]
  readonly from: bigint
  readonly downTo: bigint
}

type RpcLog = { address: string; topics: Hex[]; data: Hex; blockNumber: Hex; logIndex: Hex }

/** Number of blocks in the first request. If the RPC node rejects a range, the next request has half as many blocks, and so on. */
const firstSpan = 50_000n
const widestSpan = 1_000_000n
/**
 * Number of successful requests after which the limit for the number of blocks in a request is doubled. The RPC node may have rejected a request because its
 * range had too many logs, not because it had too many blocks.
 */
const servedBeforeWider = 32

/**
 * Reads logs backwards in ranges of blocks, and passes the logs of each range to `take`. Stops at `downTo` or when `take` returns false. Halves a range that
 * the RPC node rejects as too wide or too full, and widens the range again after successes. Waits if the node is busy. Returns the oldest block that was read.
 * This is above `downTo` if `take` returned false or the node rejects even a single older block. Throws `chain.rpc_silent` if the node does not answer.
 */
export async function scanLogs(
  access: ExitAccess,
  search: LogSearch,
  take: (logs: readonly ScannedLog[], reached: bigint) => boolean,
): Promise<bigint> {
  let span = firstSpan
  let ceiling = widestSpan
  let served = 0
  let to = search.from
  while (to >= search.downTo) {
    const lowest = to - span + 1n
    const from = lowest > search.downTo ? lowest : search.downTo
    const logs = await readRange(access, search, { from, to })
    if (logs === null) {
      if (from === to) return to + 1n
      ceiling = to - from
      span = (to - from + 1n) / 2n
      served = 0
      continue
    }
    if (!take(logs, from)) return from
    to = from - 1n
    served += 1
    if (served % servedBeforeWider === 0 && ceiling < widestSpan) ceiling *= 2n
    span = widerSpan({ span, ceiling })
  }
  return search.downTo
}

/**
 * Returns the number of blocks for the next request: normally twice the present number. If that would be more than `ceiling` (the limit since the node rejected
 * a request), returns the middle between the present number and `ceiling`, so that the next request stays below it.
 */
function widerSpan({ span, ceiling }: { span: bigint; ceiling: bigint }): bigint {
  const wider = span * 2n <= ceiling ? span * 2n : (span + ceiling) / 2n
  return wider > 0n ? wider : 1n
}

/** Returns the logs of one range, oldest first, or null if the RPC node rejects the range. */
async function readRange(access: ExitAccess, { contracts, topics }: LogSearch, { from, to }: { from: bigint; to: bigint }) {
  try {
    const filter = { address: contracts, topics: [topics], fromBlock: hexOf(from), toBlock: hexOf(to) }
    const logs = await askRpc(access, () => access.client.request({ method: 'eth_getLogs', params: [filter] } as never) as Promise<RpcLog[]>)
    return logs
      .map((log) => ({
        address: address(log.address.toLowerCase()),
        topics: log.topics,
        data: log.data,
        blockNumber: BigInt(log.blockNumber),
        logIndex: Number(log.logIndex),
      }))
      .sort((one, other) => Number(one.blockNumber - other.blockNumber) || one.logIndex - other.logIndex)
  } catch (error) {
    if (error instanceof Error && error.name === 'InfinitioError') throw error
    if (rpcProblemOf(error) !== 'refused') throw error
    return null
  }
}

const hexOf = (block: bigint): Hex => `0x${block.toString(16)}`
