import { ChainUnavailableError } from './ChainUnavailableError.ts'

const timeoutMs = 4_000

/**
 * Sends one JSON-RPC body (a request or a batch) to the chain and returns its parsed answer as it is, errors of the node included.
 * Throws ChainUnavailableError when no JSON comes back within 4 s.
 */
export async function callRpc(rpcUrl: string, body: unknown): Promise<unknown> {
  try {
    const response = await fetch(rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    })
    return await response.json()
  } catch (cause) {
    throw new ChainUnavailableError('the chain does not answer', { cause })
  }
}
