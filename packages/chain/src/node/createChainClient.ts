import { createPublicClient, fallback, http, type PublicClient, type Transport } from 'viem'
import { createChainNodes, splitRpcUrls } from './chainNodes.ts'

/** The most simultaneous calls in one HTTP request. Public nodes accept at least this many. */
const CALLS_A_REQUEST = 50

/**
 * Makes a client of the chain over HTTP. `rpcUrl` may list several nodes, separated by commas. If one node cannot answer a call, the next one is asked; nodes
 * that are unreachable or late are asked last. A call waits at most `timeoutMs` for each node. The client neither retries nor caches; that is left to the
 * caller. Throws viem's HttpRequestError or TimeoutError if no node answers.
 */
export function createChainClient({ rpcUrl, timeoutMs }: { rpcUrl: string; timeoutMs: number }): PublicClient {
  const [only, ...others] = splitRpcUrls(rpcUrl)
  if (only === undefined) throw new Error('no RPC URL is given')
  return clientOver(others.length === 0 ? nodeAt(only, timeoutMs) : anyOf(rpcUrl, timeoutMs))
}

/**
 * Creates one client for each node of `rpcUrl`, for a reader that must know which node gave an answer. Simultaneous calls share one HTTP request; each fails
 * after `timeoutMs`.
 */
export function createNodeClients({ rpcUrl, timeoutMs }: { rpcUrl: string; timeoutMs: number }): readonly PublicClient[] {
  return splitRpcUrls(rpcUrl).map((url) => clientOver(http(url, { timeout: timeoutMs, retryCount: 0, batch: { batchSize: CALLS_A_REQUEST } })))
}

function nodeAt(url: string, timeoutMs: number): Transport {
  return http(url, { timeout: timeoutMs, retryCount: 0 })
}

/** Asks the nodes in their current order. viem's fallback recognises errors that every node would return, and then asks no other node. */
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
