import { createPublicClient, fallback, http, type PublicClient, type Transport } from 'viem'

/** Calls of one moment that go to a node in one request; public nodes take at least this many. */
const CALLS_A_REQUEST = 50

/**
 * A client of the chain over HTTP. `rpcUrl` may name several nodes, separated by commas: a call that the first cannot answer is given to
 * the next. Every call fails after `timeoutMs` a node; nothing is retried or cached, so the caller decides. Throws viem's HttpRequestError
 * or TimeoutError when every node is away.
 */
export function createChainClient({ rpcUrl, timeoutMs }: { rpcUrl: string; timeoutMs: number }): PublicClient {
  const nodes = splitRpcUrls(rpcUrl).map((url) => http(url, { timeout: timeoutMs, retryCount: 0 }))
  const [only, ...others] = nodes
  if (only === undefined) throw new Error('no RPC URL is given')
  return clientOver(others.length === 0 ? only : fallback(nodes, { retryCount: 0, rank: false }))
}

/**
 * One client for each node that `rpcUrl` names, for a reader that must know which node said what. Calls of one moment share a request;
 * each fails after `timeoutMs`.
 */
export function createNodeClients({ rpcUrl, timeoutMs }: { rpcUrl: string; timeoutMs: number }): readonly PublicClient[] {
  return splitRpcUrls(rpcUrl).map((url) => clientOver(http(url, { timeout: timeoutMs, retryCount: 0, batch: { batchSize: CALLS_A_REQUEST } })))
}

function clientOver(transport: Transport): PublicClient {
  return createPublicClient({ transport, cacheTime: 0, pollingInterval: 50 })
}

function splitRpcUrls(rpcUrl: string): string[] {
  return rpcUrl
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== '')
}
