import { createPublicClient, http, type PublicClient } from 'viem'

/**
 * A client of one chain node over HTTP. Every call fails after `timeoutMs`; nothing is retried or cached, so the caller decides. Throws
 * viem's HttpRequestError or TimeoutError when the node is away.
 */
export function createChainClient({ rpcUrl, timeoutMs }: { rpcUrl: string; timeoutMs: number }): PublicClient {
  return createPublicClient({ transport: http(rpcUrl, { timeout: timeoutMs, retryCount: 0 }), cacheTime: 0, pollingInterval: 50 })
}
