import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { pick } from '@infinitio/process/test'

/** The way in which a lying node changes an answer. */
export type Lie =
  | 'staleHead'
  | 'wrongHash'
  | 'missingLogs'
  | 'changedLogs'
  | 'missingBlock'
  | 'noReceipts'
  | 'oldNonce'
  | 'error'
  | 'silence'
  | 'half'

/** A proxy of a real chain node that falsifies a fraction of the answers. */
export interface LyingRpc {
  url: string
  /** Sets the kinds of lies, and the probability (0 to 1) that the proxy tries to change an answer by one of them. */
  lie(lies: readonly Lie[], share: number): void
  /** Number of lies so far. */
  told(): number
  stop(): Promise<void>
}

type Call = { id: number; method: string; params: unknown[] }
type Answer = { id: number; jsonrpc: '2.0'; result?: unknown; error?: unknown }
type Fields = Record<string, unknown>

/** One of the lies is an outdated newest block: it is this many blocks behind the real one. */
const STALE_BLOCKS = 7

/** Starts a proxy of the node at `rpcUrl` that can falsify answers. It does not do so until `lie` is called. */
export async function startLyingRpc({ rpcUrl, random }: { rpcUrl: string; random: () => number }): Promise<LyingRpc> {
  let lies: readonly Lie[] = []
  let share = 0
  let told = 0
  const asking = new AbortController()

  async function ask(body: unknown): Promise<unknown> {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(rpcUrl, { method: 'POST', headers, body: JSON.stringify(body), signal: asking.signal })
    return response.json()
  }

  async function answerOne(call: Call): Promise<Answer> {
    const lie = lies.length > 0 && random() < share ? pick(lies, random) : null
    const honest = (await ask(call)) as Answer
    const twisted = lie === null ? null : await twist(lie, { call, honest, ask })
    if (twisted !== null) told += 1
    return twisted ?? honest
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(await textOf(request)) as Call | Call[]
    const lie = lies.length > 0 && random() < share / 2 ? pick(lies, random) : null
    if (lie === 'silence') {
      told += 1
      return
    }
    const answer = Array.isArray(body) ? await Promise.all(body.map(answerOne)) : await answerOne(body)
    const text = JSON.stringify(answer)
    if (lie === 'error') {
      told += 1
      response.writeHead(pick([429, 500, 503], random)).end('busy')
    } else if (lie === 'half') {
      told += 1
      response.writeHead(200, { 'content-type': 'application/json' }).end(text.slice(0, text.length / 2))
    } else response.writeHead(200, { 'content-type': 'application/json' }).end(text)
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const place = server.address()
  if (place === null || typeof place === 'string') throw new Error('the lying node has no port')
  return {
    url: `http://127.0.0.1:${place.port}`,
    lie(next, often) {
      lies = next
      share = often
    },
    told: () => told,
    async stop() {
      asking.abort()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

type Twist = { call: Call; honest: Answer; ask: (body: unknown) => Promise<unknown> }

/** Returns the false answer in place of an honest one; returns null if this lie does not apply to the call. */
async function twist(lie: Lie, { call: { method, params, id }, honest, ask }: Twist): Promise<Answer | null> {
  const { result } = honest
  const instead = (next: unknown): Answer => ({ id, jsonrpc: '2.0', result: next })
  switch (lie) {
    case 'staleHead': {
      if (method !== 'eth_getBlockByNumber' || params[0] !== 'latest') return null
      const number = Math.max(0, Number((result as Fields).number) - STALE_BLOCKS)
      return (await ask({ id, jsonrpc: '2.0', method, params: [`0x${number.toString(16)}`, params[1]] })) as Answer
    }
    case 'wrongHash':
      return method === 'eth_getBlockByNumber' && result !== null ? instead({ ...(result as Fields), hash: `0x${'ab'.repeat(32)}` }) : null
    case 'missingLogs':
      return method === 'eth_getBlockReceipts'
        ? instead((result as Fields[]).map((receipt) => ({ ...receipt, logs: (receipt.logs as unknown[]).slice(1) })))
        : null
    case 'changedLogs':
      return method === 'eth_getBlockReceipts' ? instead((result as Fields[]).map(inflate)) : null
    case 'missingBlock':
      return method === 'eth_getBlockByNumber' ? instead(null) : null
    case 'noReceipts':
      return method === 'eth_getTransactionReceipt' || method === 'eth_getBlockReceipts' ? instead(null) : null
    case 'oldNonce':
      return method === 'eth_getTransactionCount' ? instead(`0x${Math.max(0, Number(result) - 1).toString(16)}`) : null
    case 'error':
      return { id, jsonrpc: '2.0', error: { code: -32_603, message: 'internal error' } }
    case 'silence':
    case 'half':
      return null
  }
}

/** Returns the receipt with the lowest bit of each log's last amount flipped. */
function inflate(receipt: Fields): Fields {
  const logs = (receipt.logs as { data: string }[]).map((log) => {
    if (log.data.length < 66) return log
    const last = Number.parseInt(log.data.slice(-1), 16) ^ 1
    return { ...log, data: `${log.data.slice(0, -1)}${last.toString(16)}` }
  })
  return { ...receipt, logs }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
