// Tests a bug that ends the process, so it runs as a separate process. In the test, the other side ends the connection of a tunnel. After that, within the
// given number of event-loop turns, a stream of the tunnel is cut. This happens when a renter leaves while a node disconnects. Exits with 0 when every session
// and connection has ended.
import http2 from 'node:http2'
import net from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { cutStream } from '../src/http2/cutStream.ts'
import { TunnelLine } from '../src/tunnel/tunnelLine.ts'

const mostTurns = Number(process.argv[2])
const server = net.createServer()
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
for (let turns = 0; turns <= mostTurns; turns += 1) await cutAfterEnd(turns)
server.close()

async function cutAfterEnd(turns: number): Promise<void> {
  const accepted = new Promise<net.Socket>((resolve) => server.once('connection', resolve))
  const line = new TunnelLine(net.connect((server.address() as net.AddressInfo).port, '127.0.0.1'))
  const far = await accepted
  const node = http2.performServerHandshake(far)
  node.on('error', () => {}).on('stream', (stream) => stream.on('error', () => {}).respond({ ':status': 200 }))
  const session = http2.connect('http://node', { createConnection: () => line })
  const over = Promise.all([session, line].map((part) => new Promise<void>((resolve) => part.once('close', () => resolve()))))
  session.on('error', () => {})
  const stream = session.request({ ':method': 'POST', ':path': '/' })
  stream.on('error', () => {})
  await new Promise<void>((resolve) => stream.once('response', () => resolve()))
  const ended = new Promise<void>((resolve) => line.once('end', () => resolve()))
  far.end()
  await ended
  for (let turn = 0; turn < turns; turn += 1) await nextTurn()
  cutStream(stream)
  await over
  far.destroy()
}
