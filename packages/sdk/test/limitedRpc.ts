import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * Limits of a public RPC node. `blocks` is the largest range and `results` the largest number of logs in one answer. Every `busyEvery`-th request is rejected.
 * Logs before block `oldest` are missing.
 */
export type RpcLimits = { readonly blocks: number; readonly results: number; readonly busyEvery: number; readonly oldest: number }

type Call = { id: unknown; method: string; params: [{ fromBlock: string; toBlock: string }] }

/**
 * Starts a proxy in front of a chain node that behaves like a public RPC node with limits. `requests` returns the number of requests. Any web page may read its
 * answers.
 */
export async function startLimitedRpc(
  target: string,
  limits: RpcLimits,
): Promise<{ url: string; requests: () => number; stop: () => Promise<void> }> {
  let asked = 0
  const server = createServer(async (request, response) => {
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-headers', 'content-type')
    if (request.method === 'OPTIONS') return void response.writeHead(204).end()
    const body = await textOf(request)
    asked += 1
    if (limits.busyEvery > 0 && asked % limits.busyEvery === 0) return void response.writeHead(429).end('Too Many Requests')
    const call = JSON.parse(body) as Call
    const refuse = (message: string) => response.end(JSON.stringify({ jsonrpc: '2.0', id: call.id, error: { code: -32_602, message } }))
    response.setHeader('content-type', 'application/json')
    if (call.method === 'eth_getLogs') {
      const [{ fromBlock, toBlock }] = call.params
      if (Number(toBlock) - Number(fromBlock) >= limits.blocks) return void refuse(`query exceeds ${limits.blocks} blocks`)
      if (Number(fromBlock) < limits.oldest) return void refuse('history is not available')
    }
    const answer = await (await fetch(target, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).text()
    const { result } = JSON.parse(answer) as { result: unknown }
    if (call.method === 'eth_getLogs' && Array.isArray(result) && result.length > limits.results)
      return void refuse('query returned too many results')
    response.end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url: `http://127.0.0.1:${port}`, requests: () => asked, stop }
}

async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  let text = ''
  for await (const part of stream) text += String(part)
  return text
}
