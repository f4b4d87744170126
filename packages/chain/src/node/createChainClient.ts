import { createPublicClient, fallback, http, type PublicClient, type Transport } from 'viem'
import { createChainNodes, splitRpcUrls } from './chainNodes.ts'

/** Largest number of simultaneous calls in one request. Public nodes accept at least this many. */
const CALLS_A_REQUEST = 50

/**
 * Makes a client of the chain over HTTP. `rpcUrl` may list several nodes, separated by commas. A call that one cannot answer goes to the next; a
 * node that is away or late is asked last. Every call fails after `timeoutMs` for each node. It neither retries nor caches, so that the caller
 * decides. Throws viem's HttpRequestError or TimeoutError when every node is away.
 */
export function createChainClient({ rpcUrl, timeoutMs }: { rpcUrl: string; timeoutMs: number }): PublicClient {
  const [only, ...others] = splitRpcUrls(rpcUrl)
  if (only === undefined) throw new Error('no RPC URL is given')
  return clientOver(others.length === 0 ? nodeAt(only, timeoutMs) : anyOf(rpcUrl, timeoutMs))
}

/**
 * Makes one client for each node of `rpcUrl`, for a reader that must know the source of an answer. Simultaneous calls share a request; each
 * fails after `timeoutMs`.
 */
export function createNodeClients({ rpcUrl, timeoutMs }: { rpcUrl: string; timeoutMs: number }): readonly PublicClient[] {
  return splitRpcUrls(rpcUrl).map((url) => clientOver(http(url, { timeout: timeoutMs, retryCount: 0, batch: { batchSize: CALLS_A_REQUEST } })))
}

function nodeAt(url: string, timeoutMs: number): Transport {
  return http(url, { timeout: timeoutMs, retryCount: 0 })
}

/** Asks the nodes in the present sequence. viem's fallback knows which errors another node would give too. */
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
