// A program of a renter's for tests of ports: a web server with WebSockets on the port it is told. Runs as a lease's user, so it is one plain file
// and told where a copy of `ws` lies.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import http from 'node:http'

// A lease outlives its agent, and so would this its test: it ends when the test's folder is gone, and after ten minutes.
setInterval(() => existsSync(process.argv[1]) || process.exit(0), 500)
setTimeout(() => process.exit(0), 600_000)
const [port, ws] = process.argv.slice(2)
const { WebSocketServer } = await import(ws)
const block = Buffer.alloc(64 * 1024, 'infinitio')
const listeners = new Set()

const server = http.createServer((request, response) => {
  const url = URL.canParse(request.url, 'http://lease') ? new URL(request.url, 'http://lease') : { pathname: '', searchParams: new URLSearchParams() }
  switch (url.pathname) {
    case '/bytes':
      return sendBytes(response, Number(url.searchParams.get('count')))
    case '/upload':
      return hashBody(request, (bytes, hash) => response.end(JSON.stringify({ bytes, hash })))
    case '/events':
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
      return listeners.add(response)
    case '/tick':
      for (const listener of listeners) listener.write(`data: ${url.searchParams.get('say')}\n\n`)
      return response.end()
    case '/cookies':
      response.setHeader('set-cookie', [
        'a=1; Domain=localhost; Path=/',
        'b=2; domain=.ports.localhost',
        'infinitio-port=mine',
        '__Host-infinitio-port=mine; Secure; Path=/',
      ])
      response.setHeader('clear-site-data', '"cookies"')
      return response.end('ok')
    case '/raw-long':
      return response.socket?.end(`HTTP/1.1 200 OK\r\nX-A: ${'x'.repeat(80_000)}\r\n\r\n`)
    case '/raw':
      return response.socket?.end(Buffer.from(url.searchParams.get('bytes'), 'base64url'))
    case '/broken':
      return breakOff(response, url.searchParams.get('as'))
    default:
      return hashBody(request, (bytes, hash) => {
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, raw: request.rawHeaders, bytes, hash }))
      })
  }
})
server.on('clientError', (_error, socket) => socket.destroy())
const sockets = new WebSocketServer({ server, maxPayload: 64 * 1024 * 1024 })
sockets.on('connection', (socket, request) => {
  socket.on('error', () => {})
  socket.send(JSON.stringify(request.headers))
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }))
})
server.listen(Number(port), '127.0.0.1', () => console.log('listening'))

/** Half an answer: of a length, in chunks, or until the connection ends, which is then reset. */
function breakOff(response, as) {
  if (as === 'rest') response.socket.write('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhalf')
  else response.writeHead(200, as === 'length' ? { 'content-length': 100 } : {}).write('half')
  const { socket } = response
  setTimeout(() => (as === 'rest' ? socket.resetAndDestroy() : socket.destroy()), 50)
}

function sendBytes(response, count) {
  response.writeHead(200, { 'content-length': count })
  let left = count
  const more = () => {
    while (left > 0) {
      const part = block.subarray(0, Math.min(left, block.length))
      left -= part.length
      if (!response.write(part)) return response.once('drain', more)
    }
    response.end()
  }
  more()
}

function hashBody(request, done) {
  const hash = createHash('sha256')
  let bytes = 0
  request.on('data', (chunk) => {
    bytes += chunk.length
    hash.update(chunk)
  })
  request.on('end', () => done(bytes, hash.digest('hex')))
}
