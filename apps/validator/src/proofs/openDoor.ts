import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import type { Logger } from '@infinitio/process'
import type { ArrivedMessage, Door } from '../validator/door.ts'

/** The most bytes of one message, which contains the commitments of all GPUs of a machine. The API has the same limit. */
const mostMessageBytes = 384 * 1_024
/**
 * Limits on the messages of one proof slot (a block at which machines prove their GPUs), and on connections. Both are limited in total and for each source, so
 * that one sender cannot fill up the server. A source is an IPv4 address or an IPv6 network of 64 bits, because one sender can use all addresses of such a
 * network.
 */
const most = { messages: 16_384, fromOneSource: 1_024, bytes: 256 * 2 ** 20, connections: 4_096, connectionsOfSource: 256 } as const
/** Milliseconds for which an unused connection stays open. Machines connect first and send their commitment over the same connection. */
const keepAliveMs = 75_000
const requestMs = 30_000

type Arrivals = { readonly messages: Map<string, Omit<ArrivedMessage, 'text'>>; readonly ofSource: Map<string, number>; bytes: number }

/**
 * Opens the server on which a timer (a validator that measures when proofs arrive) receives commitments. If `port` is 0, the system chooses a free port.
 * Rejects if the port cannot be opened.
 */
export async function openDoor({ host, port, logger }: { host: string; port: number; logger: Logger }): Promise<Door> {
  let arrivals: Arrivals | null = null
  const slots = new Set<string>()
  const server = createServer({ keepAliveTimeout: keepAliveMs, requestTimeout: requestMs, maxHeaderSize: 8_192 }, (request, response) => {
    void answer(request, () => arrivals)
      .then((status) => end(response, status))
      .catch(() => response.destroy())
  })
  server.maxConnections = most.connections
  limitSources(server)
  await listening(server, { host, port })
  const address = server.address()
  logger.info({ host, port }, 'the door for commits is open')
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    open(slot) {
      arrivals ??= { messages: new Map(), ofSource: new Map(), bytes: 0 }
      slots.add(slot)
    },
    shut(slot) {
      const messages = [...(arrivals?.messages ?? [])].map(([text, arrived]) => ({ text, ...arrived }))
      slots.delete(slot)
      if (slots.size === 0) arrivals = null
      return messages
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

/**
 * Closes a new connection if its source already has enough of them. Otherwise one sender could open thousands without sending anything, and the machines could
 * no longer connect.
 */
function limitSources(server: Server): void {
  const ofSource = new Map<string, number>()
  server.on('connection', (socket) => {
    const source = sourceOf(socket.remoteAddress)
    const own = (ofSource.get(source) ?? 0) + 1
    ofSource.set(source, own)
    socket.once('close', () => {
      const left = (ofSource.get(source) ?? 1) - 1
      if (left === 0) ofSource.delete(source)
      else ofSource.set(source, left)
    })
    if (own > most.connectionsOfSource) socket.destroy()
  })
}

/**
 * Returns the network of an address, which counts as one site: the first 24 bits of an IPv4 address, or the first 32 bits of an IPv6 address. A /48 of IPv6
 * costs nothing, so it is not a site.
 */
export function networkOf(remoteAddress = ''): string {
  const source = sourceOf(remoteAddress)
  return source.includes(':') ? source.split(':').slice(0, 2).join(':') : source.split('.').slice(0, 3).join('.')
}

/** Returns the source of a connection: its IPv4 address, or the first 64 bits of its IPv6 address. */
export function sourceOf(remoteAddress = ''): string {
  const [bare = ''] = remoteAddress.split('%')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1]
  if (mapped !== undefined || !bare.includes(':')) return mapped ?? bare
  const [before = '', after] = bare.split('::')
  const groups = before === '' ? [] : before.split(':')
  const rest = after === undefined || after === '' ? 0 : after.split(':').length
  const zeros = after === undefined ? 0 : 8 - groups.length - rest
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...(after ?? '').split(':')]
  return all.slice(0, 4).join(':')
}

async function answer(request: IncomingMessage, current: () => Arrivals | null): Promise<number> {
  const { method, url } = request
  if (method === 'GET' && url === '/') return 204
  if (method !== 'POST' || url !== '/commits') return 404
  // While this validator measures no proof slot, answer without reading the body.
  if (current() === null) return 409
  const text = await textOf(request)
  const atMs = performance.now()
  const arrivals = current()
  if (text === null) return 413
  if (arrivals === null) return 409
  const from = request.socket.remoteAddress
  const named = request.headers['x-network']
  const namedNetwork = typeof named === 'string' ? networkOf(named) : null
  return keep(arrivals, { text, atMs, from: sourceOf(from), network: networkOf(from), namedNetwork })
}

function keep(arrivals: Arrivals, { text, from, ...arrived }: ArrivedMessage & { readonly from: string }): number {
  const { messages, ofSource } = arrivals
  if (messages.has(text)) return 204
  const own = ofSource.get(from) ?? 0
  if (messages.size >= most.messages || own >= most.fromOneSource || arrivals.bytes + text.length > most.bytes) return 429
  messages.set(text, arrived)
  ofSource.set(from, own + 1)
  arrivals.bytes += text.length
  return 204
}

/** Returns the text of a request's body, or null if it is too long. */
async function textOf(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > mostMessageBytes) return null
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function end(response: ServerResponse, status: number): void {
  // The body was not read to its end, so this connection cannot be used for another request.
  if (status === 413 || status === 409) response.setHeader('connection', 'close')
  response.writeHead(status).end()
}

function listening(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((listens, failed) => {
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      listens()
    })
  })
}
