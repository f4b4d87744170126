import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'

const mostBytes = 1024 * 1024
const mostMs = 30_000

/**
 * Creates a server that forwards JSON-RPC requests to a chain. It forwards a request only if each of its calls reads the chain or sends a signed transaction.
 * Otherwise it rejects the whole request, so that its clients cannot use methods that change a development chain (such as `anvil_setBalance`). It does not
 * forward WebSocket connections. `chainSocket` is the chain's socket file.
 */
export function serveChainProxy({ chainSocket }: { chainSocket: string }): Server {
  return createServer({ requestTimeout: mostMs }, (incoming, answer) => {
    void pass({ incoming, answer, chainSocket }).catch(() => {
      if (!answer.headersSent) answer.writeHead(502)
      answer.end()
    })
  })
}

async function pass({ incoming, answer, chainSocket }: { incoming: IncomingMessage; answer: ServerResponse; chainSocket: string }): Promise<void> {
  if (incoming.method !== 'POST') return void answer.writeHead(405, { allow: 'POST' }).end()
  const body = await bodyOf(incoming)
  if (body === null) return void answer.writeHead(413, { connection: 'close' }).end()
  const calls = callsOf(body)
  if (calls === null) return void answer.writeHead(400).end()
  const refused = calls.find(({ method }) => typeof method !== 'string' || !readingMethods.has(method))
  if (refused !== undefined) {
    const error = { code: -32_601, message: `This proxy of the chain does not serve ${String(refused.method).slice(0, 64)}.` }
    answer.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', id: refused.id ?? null, error }))
    return
  }
  // Forward the parsed request again as text, not the received text. The chain's parser might treat a repeated key in the received text differently, and so run
  // another call than the one that was checked.
  const asked = JSON.stringify(JSON.parse(body))
  await new Promise<void>((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(asked) }
    const forward = request({ socketPath: chainSocket, method: 'POST', path: '/', headers, timeout: mostMs }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, { 'content-type': 'application/json' })
      reply.on('error', reject).pipe(answer).on('close', resolve)
    })
    forward.on('timeout', () => forward.destroy(new Error('the chain does not answer')))
    forward.on('error', reject).end(asked)
  })
}

/** Returns the body of a request; null above `mostBytes`. */
async function bodyOf(incoming: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of incoming) {
    bytes += (chunk as Buffer).length
    if (bytes > mostBytes) return null
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The methods of a chain node that read the chain or send a signed transaction: the same that `POST /api/v1/rpc` offers. */
export const readingMethods: ReadonlySet<string> = new Set([
  ...['eth_blockNumber', 'eth_chainId', 'eth_gasPrice', 'eth_maxPriorityFeePerGas', 'net_version', 'eth_call', 'eth_estimateGas', 'eth_feeHistory'],
  ...['eth_getBalance', 'eth_getCode', 'eth_getTransactionCount', 'eth_getBlockByHash', 'eth_getBlockByNumber', 'eth_getLogs'],
  ...['eth_getTransactionByHash', 'eth_getTransactionReceipt', 'eth_sendRawTransaction'],
])

type Call = { id: unknown; method: unknown }

/** Returns the calls of a JSON-RPC request, single or batch; null for an invalid request. Pure. */
function callsOf(body: string): readonly Call[] | null {
  try {
    const parsed = JSON.parse(body) as unknown
    const calls = Array.isArray(parsed) ? (parsed as unknown[]) : [parsed]
    return calls.every(isCall) ? calls : null
  } catch {
    return null
  }
}

function isCall(value: unknown): value is Call {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
