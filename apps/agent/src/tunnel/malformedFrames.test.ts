import http2 from 'node:http2'
import type net from 'node:net'
import type { Duplex } from 'node:stream'
import tls from 'node:tls'
import { createLogger, TunnelLine, tunnelProtocol } from '@infinitio/process'
import { mutateBytes, randomFrom, testIdentity } from '@infinitio/process/test'
import { describe, expect, onTestFinished, test } from 'vitest'
import { answerStream, dialTunnel } from '@infinitio/tunnel'

/** The number of attacks with malformed frames. A usual test run makes 30 of them; `npm run test:long` makes 1,000. */
const runs = process.env.TEST_LONG === '1' ? 1_000 : 30
/**
 * The most by which the memory of this process may grow during all attacks, in bytes. It is far more than an agent needs for them, and far less than the bytes
 * that the attacks send or announce.
 */
const mostGrowthBytes = 200 * 1024 * 1024
const nodeId = `0x${'1'.repeat(64)}`
const streamId = 'a'.repeat(32)

describe('survives malformed frames of a gateway that has the right key', () => {
  const seed = Date.now() % 1_000_000

  test(`harms no node with ${runs} damaged recordings of a gateway (seed ${seed})`, async () => {
    const { dial, onNode } = await setup()
    const recorded = await record(dial, onNode)
    const random = randomFrom(seed)
    const before = process.memoryUsage().rss
    // Run the attacks one after another, so that each new connection comes from the node that dialled last.
    for (let run = 0; run < runs; run += 1) {
      const node = dial()
      const socket = await onNode()
      socket.end(mutateBytes(recorded, random))
      await closed(socket)
      node.close()
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(mostGrowthBytes)
    expect(await record(dial, onNode)).not.toHaveLength(0)
  })

  test('answers forbidden requests only with refusals', async () => {
    const { dial, onNode } = await setup()
    const node = dial()
    onTestFinished(() => node.close())
    const { session } = sessionOf(await onNode())
    expect(await statusOf(session, { ':path': '/echo', 'x-stream': streamId })).toBe(403)
    expect(await statusOf(session, { ':path': '/resume', 'x-stream': streamId, 'x-received': '0' })).toBe(403)
    expect(await statusOf(session, { ':path': '/challenge', 'x-gateway': 'a b', 'x-nonce': '0x1', 'x-time': 'x' })).toBe(400)
    expect(await statusOf(session, { ':path': '/accepted' })).toBe(204)
    expect(await statusOf(session, { ':path': '/resume', 'x-stream': streamId, 'x-received': '0' })).toBe(404)
    expect(await statusOf(session, { ':path': '/resume' })).toBe(404)
    expect(await statusOf(session, { ':path': '/echo', 'x-stream': '../..' })).toBe(400)
    expect(await statusOf(session, { ':path': '/echo', 'x-stream': streamId })).toBe(200)
    expect(await statusOf(session, { ':path': '/echo', 'x-stream': streamId })).toBe(400)
  })

  /**
   * Starts a TLS server for tunnels, as a gateway has it. `dial` makes a node connect to the server. `onNode` resolves with the next connection, over which
   * nothing was sent yet.
   */
  async function setup() {
    const { identity, publicKey } = testIdentity()
    const waiting: ((socket: tls.TLSSocket) => void)[] = []
    const arrived: tls.TLSSocket[] = []
    const server = tls.createServer({ key: identity.privateKeyPem, cert: identity.certificatePem, ALPNProtocols: [tunnelProtocol] }, (socket) => {
      socket.on('error', () => {})
      const next = waiting.shift()
      if (next === undefined) arrived.push(socket)
      else next(socket)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as net.AddressInfo
    const dial = () =>
      dialTunnel({
        ...{ host: '127.0.0.1', port, gatewayKey: publicKey, onWrongKey: () => {}, onDraining: () => {} },
        party: { kind: 'node', id: nodeId },
        logger: createLogger({ room: 'agent' }, { write: () => {} }),
        signText: async () => `0x${'1'.repeat(130)}`,
        serveStream: (stream, _path, _headers, open) => {
          const opened = open()
          if (opened !== null) opened.pipe(opened)
          else answerStream(stream, { ':status': 400 }, { endStream: true })
        },
      })
    const onNode = (): Promise<tls.TLSSocket> =>
      new Promise((resolve) => {
        const here = arrived.shift()
        if (here === undefined) waiting.push(resolve)
        else resolve(here)
      })
    return { dial, onNode }
  }
})

/**
 * Records the bytes that a correct gateway sends: the sign-in of a node, a resumable stream with data, and the message that the gateway will stop
 * (`/draining`).
 */
async function record(dial: () => { close(): void }, onNode: () => Promise<tls.TLSSocket>): Promise<Buffer> {
  const node = dial()
  const { session, sent } = sessionOf(await onNode())
  const time = String(Math.floor(Date.now() / 1000))
  expect(await statusOf(session, { ':path': '/challenge', 'x-gateway': 'g', 'x-nonce': `0x${'0'.repeat(64)}`, 'x-time': time })).toBe(200)
  expect(await statusOf(session, { ':path': '/accepted', 'x-instance': 'i' })).toBe(204)
  expect(await statusOf(session, { ':path': '/echo', 'x-stream': streamId }, Buffer.from('000000000568656c6c6f', 'hex'))).toBe(200)
  expect(await statusOf(session, { ':path': '/draining', 'x-within': '1' })).toBe(204)
  node.close()
  session.destroy()
  return sent()
}

function sessionOf(socket: tls.TLSSocket) {
  const chunks: Buffer[] = []
  const write = socket.write.bind(socket)
  socket.write = (bytes: Uint8Array | string) => {
    chunks.push(Buffer.from(bytes as Uint8Array))
    return write(bytes)
  }
  const line = new TunnelLine(socket)
  const session = http2.connect('http://node', { createConnection: () => line })
  session.on('error', () => {})
  return { session, sent: () => Buffer.concat(chunks) }
}

function statusOf(session: http2.ClientHttp2Session, headers: http2.OutgoingHttpHeaders, body = Buffer.alloc(0)): Promise<number> {
  return new Promise((resolve, reject) => {
    const stream = session.request({ ':method': 'POST', ...headers })
    stream.on('error', reject).resume()
    if (body.length > 0) stream.write(body)
    stream.once('response', (answer) => resolve(Number(answer[':status'])))
  })
}

function closed(stream: Duplex): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed) return resolve()
    stream.once('close', () => resolve())
    stream.resume()
  })
}
