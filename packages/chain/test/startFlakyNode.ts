import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { toHex } from 'viem'

/** The behaviour of the chain node: honest, dead (it cuts connections), hanging (it does not answer), or stuck at a block while the chain continues. */
export type NodeMood = 'honest' | 'dead' | 'hanging' | { readonly stuckAt: bigint }

/** A chain node with faults, in front of a real one. */
export type FlakyNode = {
  readonly url: string
  /** Returns the number of requests that it received, answered or not. */
  readonly asked: () => number
  readonly become: (mood: NodeMood) => void
  readonly stop: () => Promise<void>
}

type Call = { readonly id: unknown; readonly method: string; readonly params?: unknown[] }

/** Starts a chain node with faults in front of the node at `rpcUrl`. At first it has no fault. */
export async function startFlakyNode(rpcUrl: string): Promise<FlakyNode> {
  let mood: NodeMood = 'honest'
  let asked = 0
  const server = createServer((request, response) => {
    asked += 1
    if (mood === 'hanging') return
    if (mood === 'dead') return request.socket.destroy()
    const stuckAt = mood === 'honest' ? null : mood.stuckAt
    void readText(request)
      .then((text) => (stuckAt === null ? forward(rpcUrl, text) : answerFromThePast(rpcUrl, JSON.parse(text) as Call | Call[], stuckAt)))
      .then((answer) => response.setHeader('content-type', 'application/json').end(answer))
      .catch(() => request.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    become(next) {
      mood = next
    },
    async stop() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function forward(rpcUrl: string, body: string): Promise<string> {
  return (await fetch(rpcUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).text()
}

/** Answers from an earlier state of the chain: the head and `latest` are the block at which the node stopped. */
async function answerFromThePast(rpcUrl: string, calls: Call | Call[], block: bigint): Promise<string> {
  if (Array.isArray(calls)) return `[${(await Promise.all(calls.map((call) => answerFromThePast(rpcUrl, call, block)))).join()}]`
  if (calls.method === 'eth_blockNumber') return JSON.stringify({ jsonrpc: '2.0', id: calls.id, result: toHex(block) })
  const params = (calls.params ?? []).map((param) => (param === 'latest' || param === 'pending' ? toHex(block) : param))
  return forward(rpcUrl, JSON.stringify({ ...calls, params }))
}

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
