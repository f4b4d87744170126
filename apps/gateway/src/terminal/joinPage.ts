import type { ClientHttp2Stream, IncomingHttpHeaders } from 'node:http2'
import type { AdmittedLease } from '@infinitio/db'
import { errorTable, type Language, mostShells } from '@infinitio/domain'
import { cutStream } from '@infinitio/process'
import type { WebSocket } from 'ws'
import { ByteBudget } from './byteBudget.ts'
import { type AdmittedPage, keepPage } from './keepPage.ts'
import { refusePage } from './refusePage.ts'
import { closeCodes, laterMessage, type Place, readMessage, tell } from './terminalMessages.ts'
import type { TerminalRooms } from './terminalRooms.ts'

const closeAfterNoticeMs = 600
const mostListed = 64
const pauseAboveBytes = 1024 * 1024

/** The shell or log that a page opens, the size and language of the page, and the position of the output that it already has. */
type PageWish = {
  kind: 'terminal' | 'logs'
  shell: number
  size: { columns: number; rows: number }
  language: Language
  from: Place | null
}

/** Connects a page that the gateway has accepted to its lease, through the tunnel of the node, until either side or the lease ends. */
export function joinPage(admitted: AdmittedPage, { kind, shell, size, language, from }: PageWish): void {
  const { page, lease, connectionId, rooms } = admitted
  const bytes = { bytesIn: 0, bytesOut: 0 }
  const about = { orderHash: lease.orderHash, leaseId: lease.leaseId }
  const asked = { ...shellHeader(shell), ...sizeHeaders(size), 'x-language': language, ...placeHeaders(from) }
  const stream = rooms.tunnels.open(lease.nodeId, { ':path': `/leases/${lease.leaseId}/${kind}`, ...asked })
  if (stream === null) {
    rooms.evidence.connectionClosed(connectionId, bytes)
    refusePage(page, 'node.tunnel_down')
    return
  }
  const isKept = keepPage(admitted, {
    ...{ kind, bytes },
    end: (reason) => {
      if (reason !== 'lease.over') return refusePage(page, reason)
      tell(page, { type: 'notice', text: errorTable['lease.over'].sentence })
      setTimeout(() => page.close(closeCodes.leaseOver, 'lease.over'), closeAfterNoticeMs)
    },
    leave: () => {
      rooms.logger.info({ ...about, kind, ...bytes }, 'a renter left')
      cutStream(stream)
    },
  })
  if (!isKept) return
  rooms.logger.info({ ...about, kind }, 'a renter came in')
  takeInput({ page, kind, shell, stream, lease, bytes, rooms })
  giveOutput({ page, kind, stream, lease, bytes, rooms })
}

function takeInput({
  page,
  kind,
  shell,
  stream,
  lease,
  bytes,
  rooms,
}: {
  page: WebSocket
  kind: 'terminal' | 'logs'
  shell: number
  stream: ClientHttp2Stream
  lease: AdmittedLease
  bytes: { bytesIn: number }
  rooms: TerminalRooms
}): void {
  const budget = new ByteBudget({ burstBytes: 1024 * 1024, bytesPerSecond: 256 * 1024 }, Date.now())
  page.on('message', (data, isBinary) => {
    const chunk = data as Buffer
    // A text frame counts as at least 1 KiB, so that a flood of tiny messages also uses up the budget.
    if (!budget.take(isBinary ? chunk.length : Math.max(1024, chunk.length), Date.now())) return refusePage(page, 'api.rate_limited')
    if (isBinary) {
      bytes.bytesIn += chunk.length
      if (kind === 'terminal' && !stream.destroyed) stream.write(chunk)
      return
    }
    const message = readMessage(laterMessage, chunk.toString())
    if (message === null) return refusePage(page, 'api.malformed_body')
    if (message.type === 'ping') return tell(page, { type: 'pong' })
    const what = message.type === 'end' ? 'end' : 'size'
    if (kind === 'terminal')
      ask({ lease, what, headers: { ...shellHeader(shell), ...(message.type === 'resize' ? sizeHeaders(message) : {}) }, rooms })
  })
}

/** Sends the node a request about a shell, on a separate stream: either to resize the shell or to end it. */
function ask({
  lease,
  what,
  headers,
  rooms,
}: {
  lease: AdmittedLease
  what: 'size' | 'end'
  headers: Record<string, string>
  rooms: TerminalRooms
}): void {
  const request = rooms.tunnels.open(lease.nodeId, { ':path': `/leases/${lease.leaseId}/terminal/${what}`, ...headers })
  // Ignore the error. If resizing failed, the next request corrects that. If a shell did not end, the user sees that it continues. If the machine does not
  // answer at all, the stream of the session also fails.
  request?.on('error', () => {})
  request?.resume()
  request?.end()
}

function giveOutput({
  page,
  kind,
  stream,
  lease,
  bytes,
  rooms,
}: {
  page: WebSocket
  kind: 'terminal' | 'logs'
  stream: ClientHttp2Stream
  lease: AdmittedLease
  bytes: { bytesOut: number }
  rooms: TerminalRooms
}): void {
  stream.on('error', (error) => rooms.logger.debug({ orderHash: lease.orderHash, leaseId: lease.leaseId, err: error }, 'the way to the node broke'))
  let exited = false
  stream.once('response', (headers) => {
    if (headers[':status'] === 200)
      tell(page, { type: 'opened', place: placeOf(headers), ...(kind === 'terminal' ? { shells: shellsOf(headers) } : {}) })
    // Add this listener after the message above was sent, so that the page gets the position in the output before the bytes.
    passOn({ page, stream, bytes })
  })
  stream.once('trailers', (trailers) => {
    exited = true
    const code = trailers['x-exit-code']
    tell(page, { type: 'exit', code: code === undefined ? null : Number(code), signal: trailers['x-exit-signal']?.toString() ?? null })
  })
  // The machine has sent all output and reads no more keystrokes, so close the direction to the machine, too.
  stream.once('end', () => cutStream(stream))
  stream.once('close', () => void closePage({ page, lease, rooms, exited: () => exited }))
}

function passOn({ page, stream, bytes }: { page: WebSocket; stream: ClientHttp2Stream; bytes: { bytesOut: number } }): void {
  stream.on('data', (chunk: Buffer) => {
    bytes.bytesOut += chunk.length
    page.send(chunk, () => {
      if (page.bufferedAmount < pauseAboveBytes) stream.resume()
    })
    if (page.bufferedAmount >= pauseAboveBytes) stream.pause()
  })
}

/** Called when the node closed the stream: the shell ended, the lease is over, or the node's connection broke. */
async function closePage({
  page,
  lease,
  rooms,
  exited,
}: {
  page: WebSocket
  lease: AdmittedLease
  rooms: TerminalRooms
  exited: () => boolean
}): Promise<void> {
  if (page.readyState !== page.OPEN) return
  if (exited()) return page.close(closeCodes.done, 'exit')
  await rooms.leases.refresh()
  const isOver = (await rooms.leases.find(lease.leaseId).catch(() => lease)) === null
  refusePage(page, isOver ? 'lease.over' : 'node.tunnel_down')
}

function shellHeader(shell: number): Record<string, string> {
  return { 'x-shell': String(shell) }
}

/**
 * Returns the numbers of the shells that run on the machine, from the header that its agent sends. Returns an empty list for an older agent without the header.
 */
function shellsOf({ 'x-shells': shells }: IncomingHttpHeaders): number[] {
  const numbers = typeof shells === 'string' && shells.length <= mostListed ? shells.split(',').map(Number) : []
  return numbers.filter((shell) => Number.isInteger(shell) && shell >= 1 && shell <= mostShells)
}

function sizeHeaders({ columns, rows }: { columns: number; rows: number }): Record<string, string> {
  return { 'x-columns': String(columns), 'x-rows': String(rows) }
}

function placeHeaders(from: Place | null): Record<string, string> {
  return from === null ? {} : { 'x-run': from.run, 'x-offset': String(from.offset) }
}

function placeOf(headers: IncomingHttpHeaders): Place | null {
  const { 'x-run': run, 'x-offset': offset } = headers
  return typeof run === 'string' && typeof offset === 'string' && /^\d{1,15}$/.test(offset) ? { run, offset: Number(offset) } : null
}
