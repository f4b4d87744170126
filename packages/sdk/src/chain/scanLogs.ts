import { type Address, address } from '@infinitio/domain'
import type { Hex } from 'viem'
import { askRpc, rpcProblemOf } from './askRpc.ts'
import type { ExitAccess } from './exitAccess.ts'

/** One log as the chain keeps it. */
export type ScannedLog = {
  readonly address: Address
  readonly topics: readonly Hex[]
  readonly data: Hex
  readonly blockNumber: bigint
  readonly logIndex: number
}

/** What to look for: logs of these contracts whose first topic is one of `topics`, from block `from` back to block `downTo`. */
export type LogSearch = {
  readonly contracts: readonly Address[]
  readonly topics: readonly Hex[]
  readonly from: bigint
  readonly downTo: bigint
}

type RpcLog = { address: string; topics: Hex[]; data: Hex; blockNumber: Hex; logIndex: Hex }

/** Blocks a first request spans. Nodes that serve less refuse, and the span is halved until they answer. */
const firstSpan = 50_000n
const widestSpan = 1_000_000n
/** Ranges in a row that are served before a width that was refused is tried again: it may have been full of logs, not too wide. */
const servedBeforeWider = 32

/**
 * Reads logs from new to old in bounded ranges and hands them over range by range; stops when `take` returns false, or at `downTo`. A
 * range that the RPC refuses (too wide, too many results) is halved; one that it serves lets the next be wider, but not as wide as what it
 * refused. A busy RPC is waited for.
 * Returns the oldest block that was read: above `downTo` when the RPC would not serve even a single block further back.
 * Throws `chain.rpc_silent` when no answer comes.
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

/** Doubles, and near what was refused goes half the way to it, so that it is not asked for again and again. */
function widerSpan({ span, ceiling }: { span: bigint; ceiling: bigint }): bigint {
  const wider = span * 2n <= ceiling ? span * 2n : (span + ceiling) / 2n
  return wider > 0n ? wider : 1n
}

/** Logs of one range, oldest first; null when the RPC refuses it. */
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
