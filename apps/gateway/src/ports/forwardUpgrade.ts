import http, { type IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { OpenConnection } from '../leases/leaseConnections.ts'
import type { Visitor } from './portExchanges.ts'
import { FrameBoundaries } from './frameBoundaries.ts'
import { answerHeaders, giveAnswer } from './forwardRequest.ts'
import type { PortRooms } from './portRooms.ts'
import { refusedCode } from './portAgents.ts'
import { refuseVisitor } from './refuseVisitor.ts'
import { requestHeaders } from './requestHeaders.ts'

const closeWithinMs = 300
/** Milliseconds for which a connection may stay half open. Some servers would wait half a minute. */
const halfOpenMs = 5_000
const goingAway = Buffer.from([0x88, 2, 0x03, 0xe9])

/**
 * Forwards a WebSocket. Sends its opening request to the port on a new connection, then copies bytes in both directions, never faster than the receiver reads.
 * When the lease is over, closes the WebSocket with code 1001 between two frames. If the workload refuses the WebSocket, forwards its HTTP answer.
 */
export function forwardUpgrade({
  request,
  socket,
  head,
  visitor,
  rooms,
}: {
  request: IncomingMessage
  socket: Duplex
  head: Buffer
  visitor: Visitor
  rooms: PortRooms
}): void {
  const { lease, port } = visitor
  const response = responseOn(request, socket)
  let close: () => void = () => socket.destroy()
  const exchange: OpenConnection = { end: () => close() }
  const done = rooms.exchanges.begin(visitor, exchange)
  if (done === null) {
    refuseVisitor({ request, response, publicUrl: rooms.publicUrl }, { refused: 'api.rate_limited', leaseId: lease.leaseId })
    return
  }
  const use = rooms.use.begin(lease.leaseId)
  const extra = ['Connection', 'Upgrade', 'Upgrade', 'websocket']
  const headers = requestHeaders(request, { cookieName: rooms.sessions.cookieName, isSecure: rooms.address.isSecure, extra })
  const upstream = http.request({ agent: rooms.agents.once(lease, port), method: 'GET', path: request.url, headers, setHost: false })
  socket.once('close', () => {
    done()
    use.end()
    upstream.destroy()
  })
  upstream.on('error', (error) => {
    if (response.headersSent || socket.destroyed) return void socket.destroy()
    refuseVisitor({ request, response, publicUrl: rooms.publicUrl }, { refused: refusedCode(error), leaseId: lease.leaseId })
  })
  upstream.on('response', (answer) => {
    if (!giveAnswer({ request, response, answer }))
      refuseVisitor({ request, response, publicUrl: rooms.publicUrl }, { refused: 'node.port_closed', leaseId: lease.leaseId })
  })
  let isOpen = false
  upstream.once('close', () => setImmediate(() => isOpen || response.headersSent || socket.destroy()))
  upstream.on('upgrade', (answer, stream: Duplex, first) => {
    isOpen = true
    response.detachSocket(socket as never)
    if (socket.destroyed) return void stream.destroy()
    const lines = pairs(answerHeaders(answer)).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${lines.join('')}\r\n`, 'latin1')
    stream.on('error', () => socket.destroy())
    stream.on('data', (bytes: Buffer) => use.out(bytes.length))
    socket.on('data', (bytes: Buffer) => use.in(bytes.length))
    if (head.length > 0) stream.write(head)
    close = carryFrames({ socket, stream, first })
    socket.pipe(stream)
    socket.once('end', () => void setTimeout(() => socket.destroy(), halfOpenMs).unref())
    socket.once('close', () => stream.destroy())
  })
  upstream.end()
}

/**
 * Copies the workload's frames to the page. Returns a function that stops the copying: it sends the page a closing frame at the next boundary between two
 * frames.
 */
function carryFrames({ socket, stream, first }: { socket: Duplex; stream: Duplex; first: Buffer }): () => void {
  const frames = new FrameBoundaries()
  let isClosing = false
  const sayGoodBye = (): void => {
    stream.destroy()
    if (!frames.hasClosed) socket.write(goingAway)
    socket.end()
  }
  const pass = (bytes: Buffer): void => {
    if (socket.destroyed || socket.writableEnded) return
    const taken = frames.take(bytes, { untilBoundary: isClosing })
    if (!socket.write(bytes.subarray(0, taken)) && !isClosing) stream.pause()
    if (isClosing && frames.isBetweenFrames) sayGoodBye()
  }
  socket.on('drain', () => stream.resume())
  if (first.length > 0) pass(first)
  stream.on('data', pass)
  stream.once('end', () => socket.end())
  stream.once('close', () => {
    if (!isClosing && !stream.readableEnded) socket.destroy()
  })
  return () => {
    if (isClosing) return
    isClosing = true
    setTimeout(() => socket.destroy(), closeWithinMs)
    if (frames.isBetweenFrames) sayGoodBye()
    else stream.resume()
  }
}

/** Creates an HTTP answer for a socket that was taken over from the HTTP server. The connection ends with the answer. */
export function responseOn(request: IncomingMessage, socket: Duplex): ServerResponse {
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  response.assignSocket(socket as never)
  response.once('finish', () => socket.end())
  return response
}

function pairs(flat: readonly string[]): [string, string][] {
  return Array.from({ length: flat.length / 2 }, (_, index) => [flat[index * 2] ?? '', flat[index * 2 + 1] ?? ''])
}
