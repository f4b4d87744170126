import { randomBytes } from 'node:crypto'
import http2 from 'node:http2'
import type { Duplex } from 'node:stream'
import tls from 'node:tls'
import { tunnelChallengeText } from '@infinitio/domain'
import { createLogger, TunnelLine, tunnelProtocol } from '@infinitio/process'
import { mutateBytes, randomFrom, testIdentity } from '@infinitio/process/test'
import { describe, expect, onTestFinished, test } from 'vitest'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { until } from '../../test/until.ts'
import { listenForTunnels } from './listenForTunnels.ts'

/** The number of attacks with random malformed frames. `npm run test:long` makes many more. */
const runs = process.env.TEST_LONG === '1' ? 1_000 : 30
const atOnce = 25
/**
 * The most by which the memory of this process may grow during all attacks, in bytes. It is far more than a gateway needs, and far less than the bytes that the
 * attacks send or announce.
 */
const mostGrowthBytes = 200 * 1024 * 1024

describe('survives a node that sends malformed frames', () => {
  const seed = Date.now() % 1_000_000

  test(`harms nobody with ${runs} damaged recordings of an unproven node (seed ${seed})`, async () => {
    const { server, recorded, well, nodeId } = await setup()
    const random = randomFrom(seed)
    const before = process.memoryUsage().rss
    await inTurns(async () => {
      const socket = await connected(server.port)
      socket.end(mutateBytes(recorded, random))
      await closed(socket)
    })
    expect(process.memoryUsage().rss - before).toBeLessThan(mostGrowthBytes)
    await until(() => server.tunnels.isUp(nodeId))
    expect(await well()).toBe('well')
  })

  test(`harms only a proven node itself in ${runs} connections (seed ${seed})`, async () => {
    const { server, recorded, well, sign } = await setup()
    const random = randomFrom(seed)
    const before = process.memoryUsage().rss
    await inTurns(async () => {
      const evil = await sign(`0x${randomBytes(32).toString('hex')}`)
      await until(() => server.tunnels.isUp(evil.nodeId))
      const opened = await Promise.race([server.tunnels.connect(evil.nodeId, '/echo'), closed(evil.line).then(() => null)])
      const stream = opened !== null && 'refused' in opened ? null : opened
      stream?.on('error', () => {}).resume()
      stream?.write('hello')
      evil.line.write(mutateBytes(recorded.subarray(recorded.length / 4), random))
      // The damage may have made the length of a frame larger. So send more bytes than the longest frame has, which completes that frame.
      evil.line.write(randomBytes(20_000))
      await closed(evil.line)
      stream?.destroy()
    })
    expect(process.memoryUsage().rss - before).toBeLessThan(mostGrowthBytes)
    expect(await well()).toBe('well')
  })

  /** Starts a gateway and a correct node. Also records all bytes that this node sends, from the start of its connection until it has answered a stream. */
  async function setup() {
    const account = privateKeyToAccount(generatePrivateKey())
    const server = await listenForTunnels({
      ...{ host: '127.0.0.1', port: 0, gatewayId: 'gateway-under-test', identity: testIdentity().identity },
      logger: createLogger({ room: 'gateway' }, { write: () => {} }),
      findNodeKey: async () => account.address,
      events: { opened: () => {}, closed: () => {} },
    })
    onTestFinished(() => server.close())
    const sign = async (nodeId: string) => {
      const socket = await connected(server.port)
      const chunks: Buffer[] = []
      const write = socket.write.bind(socket)
      socket.write = (bytes: Uint8Array | string) => {
        chunks.push(Buffer.from(bytes as Uint8Array))
        return write(bytes)
      }
      const line = new TunnelLine(socket)
      line.on('error', () => {})
      const session = http2.performServerHandshake(line)
      session.on('error', () => line.destroy())
      session.on('stream', (stream, headers) => {
        stream.on('error', () => {})
        if (headers[':path'] === '/challenge') return void answer(stream, headers, nodeId)
        if (headers[':path'] === '/accepted') return stream.respond({ ':status': 204 }, { endStream: true })
        stream.respond({ ':status': 200 })
        stream.pipe(stream)
      })
      return { line, nodeId, sent: () => Buffer.concat(chunks) }
    }
    const answer = async (stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders, nodeId: string): Promise<void> => {
      const message = tunnelChallengeText({
        ...{ gatewayId: String(headers['x-gateway']), nodeId, nonce: String(headers['x-nonce']), time: Number(headers['x-time']) },
      })
      const signature = await account.signMessage({ message })
      if (!stream.destroyed) stream.respond({ ':status': 200, 'x-node': nodeId, 'x-signature': signature }, { endStream: true })
    }
    const nodeId = `0x${'1'.repeat(64)}`
    const node = await sign(nodeId)
    await until(() => server.tunnels.isUp(nodeId))
    const well = async (): Promise<string> => {
      const stream = server.tunnels.open(nodeId, { ':path': '/echo' })
      stream?.on('error', () => {}).end('well')
      const chunks: Buffer[] = []
      for await (const chunk of stream ?? []) chunks.push(chunk as Buffer)
      return Buffer.concat(chunks).toString()
    }
    expect(await well()).toBe('well')
    return { server, nodeId, well, sign, recorded: node.sent() }
  }
})

/** Calls `act` `runs` times, several of them at once. */
async function inTurns(act: () => Promise<void>): Promise<void> {
  let left = runs
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      await act()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

function connected(port: number): Promise<tls.TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ALPNProtocols: [tunnelProtocol] }, () => resolve(socket))
    socket.once('error', reject)
    socket.on('error', () => {})
  })
}

function closed(stream: Duplex): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed) return resolve()
    stream.once('close', () => resolve())
    stream.resume()
  })
}
