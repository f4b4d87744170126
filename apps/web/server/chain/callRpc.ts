import type { ChainNodes } from '@infinitio/chain/node'
import { ChainUnavailableError } from './ChainUnavailableError.ts'

const timeoutMs = 4_000

/**
 * Sends one JSON-RPC body (a request or a batch) to the chain and returns its parsed answer as it is, errors of the node included. A node
 * that gives no JSON within 4 s, or says by its HTTP status that it cannot, is passed over for the next. Throws ChainUnavailableError when
 * none is left.
 */
export async function callRpc(nodes: ChainNodes, body: unknown): Promise<unknown> {
  const causes: unknown[] = []
  for (const url of await nodes.inOrder()) {
    try {
      return await callNode(url, body)
    } catch (cause) {
      causes.push(cause)
    }
  }
  throw new ChainUnavailableError('the chain does not answer', { cause: causes.length === 1 ? causes[0] : new AggregateError(causes) })
}

async function callNode(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMs),
  })
  if (response.status === 429 || response.status >= 500) throw new Error(`the node answers with status ${response.status}`)
  return response.json()
}
