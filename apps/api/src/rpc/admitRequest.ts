import type { RpcRequestWire } from '@infinitio/domain/wire'
import { isRpcMethod, type RpcCall, type RpcLogFilter, rpcMethods } from '@infinitio/endpoints'
import { rpcError } from './rpcError.ts'
import type { IsOfMarket } from './createMarketContracts.ts'

/** The most blocks that one `eth_getLogs` request may cover. Clients that want more send several requests. */
export const mostLogBlocks = 100_000n
/**
 * The most gas that a simulated call may use: a call to a contract of the market (`market`), a call with code that the caller sends (`creation`), and a call to
 * any other address (`other`).
 */
export const gasLimits = { market: 10_000_000n, creation: 3_000_000n, other: 300_000n } as const

/** The result of checking a request: the request that may be sent to the chain node, or the error answer. */
export type Admitted = { readonly ok: true; readonly request: RpcRequestWire } | { readonly ok: false; readonly answer: object }

/**
 * The data on which the limits of a request depend: the number of the newest block, the caller's IP address, and whether an address is a contract of the
 * market.
 */
export type AdmittingFacts = { readonly headBlock: () => bigint; readonly caller: string; readonly isOfMarket: IsOfMarket }

/**
 * Checks one JSON-RPC request and limits the work that it causes for the chain node. Refuses unknown methods, unknown parameters, state overrides and too many
 * blocks. If a call asks for too much gas, reduces it to the limit for its address, because wallets often ask for more than they need.
 */
export async function admitRequest(item: RpcRequestWire, facts: AdmittingFacts): Promise<Admitted> {
  const { method } = item
  if (!isRpcMethod(method)) return { ok: false, answer: rpcError(item, 'chain.method_not_allowed', method) }
  const parsed = rpcMethods[method].params.safeParse(item.params)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return refuse(item, `${method}: ${issue?.path.join('.') || 'params'}`)
  }
  if (method === 'eth_getLogs') {
    const [filter] = parsed.data as [RpcLogFilter]
    const blocks = blocksOf(filter, facts.headBlock())
    if (blocks > mostLogBlocks) return refuse(item, `eth_getLogs is limited to a range of ${mostLogBlocks} blocks`)
  }
  if (method !== 'eth_call' && method !== 'eth_estimateGas') return { ok: true, request: item }
  const [call, ...rest] = parsed.data as [RpcCall, ...unknown[]]
  const most = await gasOf(call, facts)
  if (most === null) return { ok: false, answer: rpcError(item, 'chain.node_busy', method) }
  const gas = call.gas === undefined || BigInt(call.gas) > most ? most : BigInt(call.gas)
  return { ok: true, request: { ...item, params: [{ ...call, gas: `0x${gas.toString(16)}` }, ...rest] } }
}

/** Returns the gas limit of a call. Returns null if too many calls already wait for the check whether their address is a contract of the market. */
async function gasOf({ to }: RpcCall, { isOfMarket, caller }: AdmittingFacts): Promise<bigint | null> {
  if (to === undefined || to === null) return gasLimits.creation
  const isMarket = await isOfMarket(to.toLowerCase(), caller)
  if (isMarket === null) return null
  return isMarket ? gasLimits.market : gasLimits.other
}

/** Returns the number of blocks that a log filter covers, up to the newest block. A filter that names one block by its hash covers one. */
function blocksOf({ fromBlock, toBlock, blockHash }: RpcLogFilter, head: bigint): bigint {
  if (blockHash !== undefined) return 1n
  const last = numberOf(toBlock, head)
  return (last < head ? last : head) - numberOf(fromBlock, head) + 1n
}

function numberOf(tag: string | undefined, head: bigint): bigint {
  if (tag === 'earliest') return 0n
  return tag?.startsWith('0x') ? BigInt(tag) : head
}

function refuse(item: RpcRequestWire, detail: string): Admitted {
  return { ok: false, answer: rpcError(item, 'chain.request_refused', detail) }
}
