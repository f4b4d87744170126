import { createPublicClient, fallback, http, type PublicClient, type Transport } from 'viem'
import type { ReadMemory } from './rememberReads.ts'

/** The most simultaneous calls in one HTTP request. */
const CALLS_A_REQUEST = 50

/**
 * Makes a client of the chain over HTTP.
 * - `rpcUrl` may list several nodes, separated by commas. If a node cannot answer a call, the client asks the next node. It asks nodes last that do not respond
 *   or are some blocks behind.
 * - A call waits at most `timeoutMs` for each node.
 * - The client asks no node twice for the same call, and caches only the answers that `memory` remembers.
 * Throws viem's HttpRequestError or TimeoutError if no node answers.
 */
export function createChainClient({ rpcUrl, timeoutMs, memory }: { rpcUrl: string; timeoutMs: number; memory?: ReadMemory }): PublicClient {
  const [only, ...others] = splitRpcUrls(rpcUrl)
  if (only === undefined) throw new Error('no RPC URL is given')
  const transport = others.length === 0 ? nodeAt(only, timeoutMs) : anyOf(rpcUrl, timeoutMs)
  return clientOver(memory === undefined ? transport : memory.over(transport))
}

/**
 * Creates one client for each node of `rpcUrl`, for a reader that must know which node gave an answer. Simultaneous calls of a client share one HTTP request,
 * which fails after `timeoutMs`.
 */
export function createNodeClients({ rpcUrl, timeoutMs }: { rpcUrl: string; timeoutMs: number }): readonly PublicClient[] {
  return splitRpcUrls(rpcUrl).map((url) => clientOver(http(url, { timeout: timeoutMs, retryCount: 0, batch: { batchSize: CALLS_A_REQUEST } })))
}

function nodeAt(url: string, timeoutMs: number): Transport {
  return http(url, { timeout: timeoutMs, retryCount: 0 })
}

/**
 * Asks the nodes one after another, in the order of `ChainNodes.inOrder`. For an error that every node would return, viem's `fallback` throws the error and
 * asks no other node.
 */
function anyOf(rpcUrl: string, timeoutMs: number): Transport {
  const nodes = createChainNodes(rpcUrl)
  return (config) => {
    const inTurn = (urls: readonly string[]) =>
      fallback(
        urls.map((url) => nodeAt(url, timeoutMs)),
        { retryCount: 0, rank: false },
      )(config)
    return { ...inTurn(splitRpcUrls(rpcUrl)), request: async (call) => inTurn(await nodes.inOrder()).request(call) }
  }
}

function clientOver(transport: Transport): PublicClient {
  return createPublicClient({ transport, cacheTime: 0, pollingInterval: 50 })
}

/** The nodes of a chain, by their URLs. */
export interface ChainNodes {
  /**
   * Returns the URLs in the order in which to ask them. First come the nodes that respond and are up to date, then the others. Both groups keep the configured
   * order. Never empty.
   */
  inOrder(): Promise<readonly string[]>
}

/** A node counts as late if it is this many blocks behind the best node: its answers about money would be outdated. */
const LATE_BLOCKS = 3n
const LOOK_EVERY_MS = 2_000
const HEAD_WITHIN_MS = 1_500

/**
 * Creates an object that stores in which order to ask the nodes of `rpcUrl`. With several nodes, a call of `inOrder` starts to read the newest block number of
 * each node, if the last such reading is two seconds old. The first caller waits for this reading (at most 1.5 s); later callers get the order that is known.
 * With one node, it reads nothing. Throws if `rpcUrl` is empty.
 */
export function createChainNodes(rpcUrl: string): ChainNodes {
  const urls = splitRpcUrls(rpcUrl)
  if (urls.length === 0) throw new Error('no RPC URL is given')
  let order: readonly string[] | null = urls.length === 1 ? urls : null
  let lookedAtMs = Number.NEGATIVE_INFINITY
  let looking: Promise<readonly string[]> | null = null

  async function look(): Promise<readonly string[]> {
    lookedAtMs = performance.now()
    const heads = await Promise.all(urls.map(readHead))
    const best = heads.reduce<bigint>((highest, head) => (head !== null && head > highest ? head : highest), 0n)
    const rankOf = (head: bigint | null | undefined) => (head === null || head === undefined ? 2 : head + LATE_BLOCKS < best ? 1 : 0)
    const ranked = urls.map((url, place) => ({ url, rank: rankOf(heads[place]) }))
    order = ranked.toSorted((one, other) => one.rank - other.rank).map(({ url }) => url)
    return order
  }

  return {
    async inOrder() {
      if (urls.length > 1 && looking === null && performance.now() - lookedAtMs >= LOOK_EVERY_MS) {
        looking = look().finally(() => {
          looking = null
        })
      }
      return order ?? (await (looking ?? look()))
    },
  }
}

/** Returns the number of a node's latest block, or null if the node does not answer in time. */
async function readHead(url: string): Promise<bigint | null> {
  try {
    const { request } = http(url, { retryCount: 0, timeout: HEAD_WITHIN_MS })({})
    const result: unknown = await request({ method: 'eth_blockNumber' })
    return typeof result === 'string' ? BigInt(result) : null
  } catch {
    // The node does not respond, or another service answers at its URL. So it is asked last.
    return null
  }
}

/** Returns the nodes of an `RPC_URL`: one, or several separated by commas, preferred first. */
function splitRpcUrls(rpcUrl: string): string[] {
  return rpcUrl
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== '')
}
