import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { ServerHttp2Stream } from 'node:http2'
import { duplexPair } from 'node:stream'
import { createLogger, type TunnelLine } from '@infinitio/process'
import { DatagramStream } from '@infinitio/tunnel'
import { expect, onTestFinished, test, vi } from 'vitest'
import { LeaseRelay } from './leaseRelay.ts'

type Packet = { text: string; from: string }

test('brings packets of accepted members to WireGuard, each from its own socket, and no packet of another lease', async () => {
  const { relay, wireguard, gateway } = await setup(['2', '3'])
  const { send } = gateway()
  for (const peer of ['9', '2', '9', '3']) send(peer, `from ${peer}`)
  await vi.waitFor(() => expect(wireguard.received.length).toBe(2))
  expect(wireguard.received).toEqual([
    { text: 'from 2', from: relay.localOf('2') },
    { text: 'from 3', from: relay.localOf('3') },
  ])
})

test('has a way to a member only while a gateway lists it, through the gateway that does', async () => {
  const { relay, wireguard, gateway } = await setup(['2'])
  const [first, second] = [gateway(), gateway()]
  expect(relay.endpointOf('2')).toBeNull()
  second.datagrams.sendPeers([2n, 3n])
  await vi.waitFor(() => expect(relay.endpointOf('2')).toBe(relay.localOf('2')))
  expect(relay.endpointOf('3')).toBeNull()
  await vi.waitFor(() => {
    wireguard.send('hello', relay.localOf('2'))
    expect(second.arrived).toContain('2 hello')
  })
  expect(first.arrived).toEqual([])
  second.datagrams.cut()
  await vi.waitFor(() => expect(relay.endpointOf('2')).toBeNull())
})

test('closes the socket of a member that is gone, opens all again for another port, and ends with its lease', async () => {
  const { relay, wireguard, gateway } = await setup(['2', '3'])
  const { datagrams, send } = gateway()
  const before = relay.localOf('2')
  await relay.keep({ port: wireguard.port, peers: ['2'] })
  expect([relay.localOf('2'), relay.localOf('3')]).toEqual([before, null])
  const other = await wire()
  await relay.keep({ port: other.port, peers: ['2'] })
  send('2', 'at another port')
  await vi.waitFor(() => expect(other.received).toEqual([{ text: 'at another port', from: relay.localOf('2') }]))
  relay.close()
  expect(relay.localOf('2')).toBeNull()
  await relay.keep({ port: other.port, peers: ['2'] })
  expect(relay.localOf('2')).toBeNull()
  await vi.waitFor(() => expect(datagrams.isOver).toBe(true))
})

test('uses the newest stream of a connection only', async () => {
  const { gateway } = await setup(['2'])
  const line = lineOfTests()
  const [earlier, newer, other] = [gateway(line), gateway(line), gateway()]
  await vi.waitFor(() => expect(earlier.datagrams.isOver).toBe(true))
  expect([newer, other].map(({ datagrams }) => datagrams.isOver)).toEqual([false, false])
})

async function setup(peers: readonly string[]) {
  const wireguard = await wire()
  const relay = new LeaseRelay(createLogger({ room: 'test' }))
  onTestFinished(() => relay.close())
  await relay.keep({ port: wireguard.port, peers })
  /** Opens a stream of a gateway to the lease. */
  const gateway = (line = lineOfTests()) => {
    const [near, far] = duplexPair()
    const arrived: string[] = []
    relay.add({ stream: near as unknown as ServerHttp2Stream, line })
    const datagrams = new DatagramStream(
      { stream: far, line: lineOfTests() },
      { onDatagram: ({ peer, bytes }) => arrived.push(`${peer} ${bytes}`), onPeers: null, onDrop: () => {} },
    )
    return { datagrams, arrived, send: (peer: string, text: string) => datagrams.send({ peer: BigInt(peer), bytes: Buffer.from(text) }) }
  }
  return { relay, wireguard, gateway }
}

/** A connection without any other load. */
function lineOfTests(): TunnelLine {
  return { isBusy: () => false, waitForTurn: () => {}, count: () => {} } as unknown as TunnelLine
}

/** A UDP socket in the place of the lease's WireGuard. */
async function wire() {
  const socket = createSocket('udp4')
  onTestFinished(() => void socket.close())
  const received: Packet[] = []
  socket.on('message', (bytes, { address, port }) => received.push({ text: String(bytes), from: `${address}:${port}` }))
  await once(socket.bind(0, '127.0.0.1'), 'listening')
  const send = (text: string, to: string | null) => socket.send(text, Number(to?.split(':')[1]), '127.0.0.1')
  return { port: socket.address().port, received, send }
}
