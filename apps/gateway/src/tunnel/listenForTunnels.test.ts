import { randomBytes } from 'node:crypto'
import http2 from 'node:http2'
import net from 'node:net'
import tls from 'node:tls'
import { tunnelChallengeText } from '@infinitio/domain'
import { createLogger, tunnelProtocol } from '@infinitio/process'
import { testIdentity } from '@infinitio/process/test'
import { describe, expect, onTestFinished, test } from 'vitest'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { until } from '../../test/until.ts'
import { listenForTunnels } from './listenForTunnels.ts'

type Answer = Record<string, string>
type Challenge = { gatewayId: string; nonce: string; time: number }

describe('accepts tunnels of nodes', () => {
  test('accepts the node key on chain and opens streams to the node', async () => {
    const { dial, server, nodeId, signed } = await setup()
    const peer = dial(signed)
    await until(() => server.tunnels.isUp(nodeId))
    expect(peer.accepted).toBe(true)
    const stream = server.tunnels.open(nodeId, { ':path': '/echo' })
    stream?.end('hello')
    const chunks: Buffer[] = []
    for await (const chunk of stream ?? []) chunks.push(chunk as Buffer)
    expect(Buffer.concat(chunks).toString()).toBe('hello')
  })

  test('refuses a foreign key and sends the reason', async () => {
    const { dial, server, nodeId } = await setup()
    const stranger = privateKeyToAccount(generatePrivateKey())
    const peer = dial(async (challenge) => ({
      'x-node': nodeId,
      'x-signature': await stranger.signMessage({ message: tunnelChallengeText({ ...challenge, nodeId }) }),
    }))
    await until(() => peer.closed)
    expect(peer.refusal).toBe('node.wrong_key')
    expect(server.tunnels.isUp(nodeId)).toBe(false)
  })

  test('refuses a node that is not on chain', async () => {
    const { dial, account } = await setup()
    const nodeId = `0x${'9'.repeat(64)}`
    const peer = dial(async (challenge) => ({
      'x-node': nodeId,
      'x-signature': await account.signMessage({ message: tunnelChallengeText({ ...challenge, nodeId }) }),
    }))
    await until(() => peer.closed)
    expect(peer.refusal).toBe('node.unknown')
  })

  test('refuses an answer to an earlier challenge', async () => {
    const { dial, nodeId, account, server } = await setup()
    let recorded: Answer | null = null
    const first = dial(async (challenge) => {
      recorded = { 'x-node': nodeId, 'x-signature': await account.signMessage({ message: tunnelChallengeText({ ...challenge, nodeId }) }) }
      return recorded
    })
    await until(() => server.tunnels.isUp(nodeId))
    first.destroy()
    await until(() => !server.tunnels.isUp(nodeId))
    const replay = dial(async () => recorded ?? {})
    await until(() => replay.closed)
    expect(replay.refusal).toBe('node.wrong_key')
  })

  test('refuses a signature for another gateway, and one with a high s', async () => {
    const { dial, nodeId, account } = await setup()
    const elsewhere = dial(async (challenge) => ({
      'x-node': nodeId,
      'x-signature': await account.signMessage({ message: tunnelChallengeText({ ...challenge, gatewayId: 'another', nodeId }) }),
    }))
    const mirrored = dial(async (challenge) => ({
      'x-node': nodeId,
      'x-signature': highS(await account.signMessage({ message: tunnelChallengeText({ ...challenge, nodeId }) })),
    }))
    await until(() => elsewhere.closed && mirrored.closed)
    expect(elsewhere.refusal).toBe('node.wrong_key')
    expect(mirrored.refusal).toBe('auth.signature_high_s')
  })

  test.each([
    ['nothing', {}],
    ['a node id that is none', { 'x-node': '0x12', 'x-signature': `0x${'1'.repeat(130)}` }],
    ['a signature that is too short', { 'x-node': `0x${'1'.repeat(64)}`, 'x-signature': '0x1234' }],
    ['a signature of zeros', { 'x-node': `0x${'1'.repeat(64)}`, 'x-signature': `0x${'0'.repeat(130)}` }],
  ])('refuses an answer of %s', async (_what, answer) => {
    const { dial } = await setup()
    const peer = dial(async () => answer as Answer)
    await until(() => peer.closed)
    expect(peer.accepted).toBe(false)
  })

  test('survives bytes that are not HTTP/2 and serves the next node', async () => {
    const { dial, server, nodeId, signed, port } = await setup()
    const garbage = [
      randomBytes(4_096),
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      Buffer.alloc(0),
      Buffer.from('000000040000000000', 'hex'),
      Buffer.from(`ffffff00${'00'.repeat(200)}`, 'hex'),
    ]
    await Promise.all(garbage.map((bytes) => sendRaw(port, bytes)))
    dial(signed)
    await until(() => server.tunnels.isUp(nodeId))
  })

  test('replaces the tunnel of a node that dials again, and lets earlier streams finish', async () => {
    const { dial, server, nodeId, signed } = await setup()
    const first = dial(signed)
    await until(() => server.tunnels.isUp(nodeId))
    const stream = server.tunnels.open(nodeId, { ':path': '/echo' })
    await until(() => first.streams === 1)
    const second = dial(signed)
    // `isLeft` becomes true when the gateway closes the first tunnel. Before it does that, it has accepted the second tunnel of the same node.
    await until(() => first.isLeft)
    const later = server.tunnels.open(nodeId, { ':path': '/echo' })
    later?.end('later')
    await until(() => second.streams === 1)
    stream?.end('still here')
    const chunks: Buffer[] = []
    for await (const chunk of stream ?? []) chunks.push(chunk as Buffer)
    expect(Buffer.concat(chunks).toString()).toBe('still here')
    await until(() => first.closed)
    expect(server.tunnels.isUp(nodeId)).toBe(true)
  })

  async function setup() {
    const account = privateKeyToAccount(generatePrivateKey())
    const nodeId = `0x${randomBytes(32).toString('hex')}`
    const server = await listenForTunnels({
      ...{
        host: '127.0.0.1',
        port: 0,
        gatewayId: 'gateway-under-test',
        identity: testIdentity().identity,
        logger: createLogger({ room: 'gateway' }),
      },
      findNodeKey: async (asked) => (asked === nodeId ? account.address : null),
      events: { opened: () => {}, closed: () => {} },
    })
    onTestFinished(() => server.close())
    const signed = async (challenge: Challenge): Promise<Answer> => ({
      'x-node': nodeId,
      'x-signature': await account.signMessage({ message: tunnelChallengeText({ ...challenge, nodeId }) }),
    })
    return {
      server,
      port: server.port,
      account,
      nodeId,
      signed,
      dial: (answer: (challenge: Challenge) => Promise<Answer>) => dialAs(server.port, answer),
    }
  }
})

function dialAs(port: number, answer: (challenge: Challenge) => Promise<Answer>) {
  const peer = { accepted: false, isLeft: false, closed: false, refusal: null as string | null, streams: 0, destroy: () => socket.destroy() }
  const socket = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ALPNProtocols: [tunnelProtocol] })
  socket.on('error', () => {})
  socket.once('close', () => {
    peer.closed = true
  })
  socket.once('secureConnect', () => {
    const session = http2.performServerHandshake(socket)
    session.on('error', () => {})
    session.on('goaway', (_code, _last, data) => {
      peer.isLeft = true
      peer.refusal = data?.toString() ?? null
    })
    session.on('stream', (stream, headers) => {
      stream.on('error', () => {})
      if (headers[':path'] === '/challenge') {
        const challenge = { gatewayId: String(headers['x-gateway']), nonce: String(headers['x-nonce']), time: Number(headers['x-time']) }
        void answer(challenge).then((fields) => stream.respond({ ':status': 200, ...fields }, { endStream: true }))
      } else if (headers[':path'] === '/accepted') {
        peer.accepted = true
        stream.respond({ ':status': 204 }, { endStream: true })
      } else {
        peer.streams += 1
        stream.respond({ ':status': 200 })
        stream.pipe(stream)
      }
    })
  })
  return peer
}

function sendRaw(port: number, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.end(bytes))
    socket.on('error', () => {})
    socket.resume()
    socket.once('close', () => resolve())
  })
}

/** Returns the other valid form of a signature: with n − s instead of s, and with the other recovery bit. */
function highS(signature: string): string {
  const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
  const s = (order - BigInt(`0x${signature.slice(66, 130)}`)).toString(16).padStart(64, '0')
  return `${signature.slice(0, 66)}${s}${signature.slice(130) === '1b' ? '1c' : '1b'}`
}
