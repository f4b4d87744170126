import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { errorTable } from '@infinitio/domain'
import { addressNetwork, clientAddress, type TrustedProxies } from '@infinitio/process'
import { type WebSocket, WebSocketServer } from 'ws'
import { PendingPeers } from '../tunnel/pendingPeers.ts'
import { originAllowed } from './originAllowed.ts'
import { closeCodes, openMessage, readMessage } from './terminalMessages.ts'
import type { TerminalRooms } from './terminalRooms.ts'
import { type Admission, admitToken, type TerminalKind } from './admitToken.ts'
import { joinFiles } from './joinFiles.ts'
import { joinLogSearch } from './joinLogSearch.ts'
import { joinPage } from './joinPage.ts'
import { refusePage } from './refusePage.ts'

const openWithinMs = 5_000

/** The kinds of pages that connect. `search` is a page that searches a log; it uses a token of the kind `logs`, too. */
type PageKind = TerminalKind | 'search'

const mostMessageBytes = 64 * 1024
const pingEveryMs = 20_000

/**
 * Opens the WebSocket server for pages: `/terminal`, `/logs`, `/logs/search` and `/files`. Accepts only pages of the market's own origin, with a token as their
 * first message. Also serves `GET /health`. Resolves once it listens; rejects if the port cannot be bound.
 */
export async function openTerminalDoor({
  host,
  port,
  publicUrl,
  trusts,
  rooms,
}: {
  host: string
  port: number
  publicUrl: string
  trusts: TrustedProxies
  rooms: TerminalRooms
}): Promise<{ port: number; close(): void }> {
  const peers = new PendingPeers({ most: 2_000, mostPerAddress: 64 })
  const sockets = new WebSocketServer({ noServer: true, maxPayload: mostMessageBytes, perMessageDeflate: false })
  const server = http.createServer((request, response) => answerPlain({ request, response, rooms }))
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const kind = kindOf(request.url)
    const forwardedFor = request.headers['x-forwarded-for']?.toString() ?? null
    const address = addressNetwork(clientAddress({ peer: request.socket.remoteAddress ?? 'unknown', forwardedFor }, trusts))
    if (kind === null) return void socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
    if (!originAllowed({ origin: request.headers.origin, publicUrl })) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
    if (!peers.enter(address)) return void socket.end('HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\n\r\n')
    sockets.handleUpgrade(request, socket, head, (page) => {
      page.once('close', () => peers.leave(address))
      keepAlive(page)
      servePage({ page, kind, rooms })
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      for (const page of sockets.clients) page.close(closeCodes.goingAway, 'the gateway restarts')
      server.close()
    },
  }
}

function kindOf(url: string | undefined): PageKind | null {
  const path = (url ?? '').split('?')[0]
  switch (path) {
    case '/terminal':
      return 'terminal'
    case '/logs':
      return 'logs'
    case '/files':
      return 'files'
    case '/logs/search':
      return 'search'
    default:
      return null
  }
}

function answerPlain({ request, response, rooms }: { request: http.IncomingMessage; response: http.ServerResponse; rooms: TerminalRooms }): void {
  const isHealth = request.method === 'GET' && request.url === '/health'
  const body = isHealth
    ? { ok: true, databaseUp: rooms.leases.databaseUp, tunnels: rooms.tunnels.nodeIds().length, connections: rooms.connections.size }
    : { code: 'api.not_found', detail: errorTable['api.not_found'].sentence }
  response.writeHead(isHealth ? 200 : 404, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

/** Pings a page at intervals, and closes the connection if the page has not answered by the next ping. */
function keepAlive(page: WebSocket): void {
  let answered = true
  page.on('pong', () => {
    answered = true
  })
  const timer = setInterval(() => {
    if (!answered) return page.terminate()
    answered = false
    page.ping()
  }, pingEveryMs)
  page.once('close', () => clearInterval(timer))
}

/**
 * Waits for a page's first message, checks its token and connects it to the lease. If the token is refused, sends the code and sentence of the refusal and
 * closes the connection.
 */
function servePage({ page, kind, rooms }: { page: WebSocket; kind: PageKind; rooms: TerminalRooms }): void {
  page.on('error', (error) => rooms.logger.debug({ err: error }, 'a page broke the protocol'))
  const timer = setTimeout(() => refusePage(page, 'auth.token_invalid'), openWithinMs)
  page.once('close', () => clearTimeout(timer))
  page.once('message', (data, isBinary) => {
    clearTimeout(timer)
    const message = isBinary ? null : readMessage(openMessage, data.toString())
    if (message === null) return refusePage(page, 'api.malformed_body')
    admit(message.token, kind === 'search' ? 'logs' : kind, rooms)
      .then((admission) => {
        if ('refused' in admission) return refusePage(page, admission.refused)
        if (kind === 'search') return joinLogSearch({ page, ...admission, rooms })
        if (kind === 'files') return joinFiles({ page, ...admission, rooms })
        const size = { columns: message.columns, rows: message.rows }
        joinPage({ page, ...admission, rooms }, { kind, shell: message.shell, size, language: message.language, from: message.from ?? null })
      })
      .catch((error: unknown) => {
        rooms.logger.warn({ err: error }, 'a terminal token could not be judged')
        refusePage(page, 'api.database_unavailable')
      })
  })
}

function admit(token: string, kind: TerminalKind, { db, gatewayId, leases }: TerminalRooms): Promise<Admission> {
  return admitToken({ db, gatewayId, leases, token, kind, now: new Date() })
}
