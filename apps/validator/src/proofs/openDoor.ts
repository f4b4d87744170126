import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import type { Logger } from '@infinitio/process'
import type { Door } from '../validator/door.ts'
import { type CommitQueue, createCommitQueue } from './commitQueue.ts'
import { networkOf, senderGroupOf, sourceOf } from './commitSource.ts'
import { createFairShares } from './fairShares.ts'

/** The most bytes of one message, which contains the commitments of all GPUs of a machine. The API has the same limit. */
const mostMessageBytes = 384 * 1_024
/** The most open connections: of all senders, and of one group of senders (an IPv4 address, or an IPv6 network of 32 bits). */
const usual = { total: 4_096, ofGroup: 256 }
/** Milliseconds for which an unused connection stays open. Machines connect first and send their commitment over the same connection. */
const keepAliveMs = 75_000
const requestMs = 30_000

/**
 * Opens the server on which a timer (a validator that measures when proofs arrive) receives commitments. If `port` is 0, the system chooses a free port.
 * `connections` has other limits for tests. Rejects if the port cannot be opened.
 */
export async function openDoor({
  host,
  port,
  logger,
  connections = usual,
}: {
  host: string
  port: number
  logger: Logger
  connections?: typeof usual
}): Promise<Door> {
  const queue = createCommitQueue()
  const server = createServer({ keepAliveTimeout: keepAliveMs, requestTimeout: requestMs, maxHeaderSize: 8_192 }, (request, response) => {
    void answer(request, queue)
      .then((status) => end(response, status))
      .catch(() => response.destroy())
  })
  shareConnections(server, connections)
  await listening(server, { host, port })
  const address = server.address()
  logger.info({ host, port }, 'the door for commits is open')
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    open: queue.open,
    shut: queue.shut,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

/**
 * Limits open connections. If all are in use, the group of senders with most connections loses its oldest one to a group with fewer. Otherwise some senders
 * could open thousands without sending anything, and the machines could no longer connect.
 */
function shareConnections(server: Server, most: typeof usual): void {
  const shares = createFairShares(most)
  server.on('connection', (socket) => {
    const giveBack = shares.take(senderGroupOf(socket.remoteAddress), { cost: 1, onLost: () => socket.destroy() })
    if (giveBack === null) socket.destroy()
    else socket.once('close', giveBack)
  })
}

async function answer(request: IncomingMessage, queue: CommitQueue): Promise<number> {
  const { method, url } = request
  if (method === 'GET' && url === '/') return 204
  if (method !== 'POST' || url !== '/commits') return 404
  // While this validator measures no proof slot, answer without reading the body.
  if (!queue.isOpen) return 409
  const from = request.socket.remoteAddress
  const source = sourceOf(from)
  if (queue.isRefused(source)) return 429
  const text = await textOf(request)
  const atMs = performance.now()
  if (text === null) return 413
  if (!queue.isOpen) return 409
  const named = request.headers['x-network']
  const namedNetwork = typeof named === 'string' ? networkOf(named) : null
  const message = { text, atMs, network: networkOf(from), namedNetwork }
  return queue.add({ message, source, group: senderGroupOf(from) }) ? 204 : 429
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
  if (status === 413 || status === 409 || status === 429) response.setHeader('connection', 'close')
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
