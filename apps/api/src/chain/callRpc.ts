import type { ChainNodes } from '@infinitio/chain/node'
import { postRpc } from '@infinitio/process'
import { ChainUnavailableError } from './ChainUnavailableError.ts'

const timeoutMs = 4_000
const usualMostBytes = 16 * 1_048_576

/**
 * Sends one JSON-RPC body (a request or a batch) to the chain and returns the parsed answer, even if it is an error of the chain node. Tries the next chain
 * node if one answers with status 429 or 5xx or without JSON, or takes longer than 4 s. Throws ChainUnavailableError if all fail. If an answer is longer than
 * `mostBytes`, stops reading and returns a JSON-RPC error.
 */
export async function callRpc(nodes: ChainNodes, body: unknown, { mostBytes = usualMostBytes }: { mostBytes?: number } = {}): Promise<unknown> {
  const causes: unknown[] = []
  for (const url of await nodes.inOrder()) {
    try {
      return await callNode(url, body, mostBytes)
    } catch (cause) {
      causes.push(cause)
    }
  }
  throw new ChainUnavailableError('the chain does not answer', { cause: causes.length === 1 ? causes[0] : new AggregateError(causes) })
}

async function callNode(url: string, body: unknown, mostBytes: number): Promise<unknown> {
  const response = await postRpc(url, { body: JSON.stringify(body), signal: AbortSignal.timeout(timeoutMs) })
  if (response.status === 429 || response.status >= 500) throw new Error(`the node answers with status ${response.status}`)
  const text = await readAtMost(response, mostBytes)
  return text === null ? tooLarge(body, mostBytes) : JSON.parse(text)
}

/** Returns the body of the response as text, or null if it is longer than `mostBytes`. */
async function readAtMost(response: Response, mostBytes: number): Promise<string | null> {
  const parts: Uint8Array[] = []
  let length = 0
  // Leaving the loop early closes the connection, so the node stops sending the rest of the answer.
  for await (const part of response.body ?? []) {
    length += part.length
    if (length > mostBytes) return null
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function tooLarge(body: unknown, mostBytes: number): object {
  const { id = null } = body as { id?: unknown }
  return { jsonrpc: '2.0', id, error: { code: -32_602, message: `The answer is larger than ${mostBytes} bytes; ask for less, or for fewer blocks.` } }
}
