import http2 from 'node:http2'
import net from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { keepAlive } from './keepAlive.ts'

const quick = { everyMs: 40, silentMs: 80 }

test('destroys a session whose line drops all bytes', async () => {
  const { session, socket, line } = await setup()
  keepAlive(session, socket, quick)
  line.swallow()
  await new Promise<void>((resolve) => session.once('close', () => resolve()))
  expect(session.destroyed).toBe(true)
})

test('leaves a quiet session that answers', async () => {
  const { session, socket, pings } = await setup()
  keepAlive(session, socket, quick)
  await pings(6)
  expect(session.destroyed).toBe(false)
})

/** Opens a session to a new server, over a connection that can stop carrying bytes without closing. */
async function setup() {
  const sockets: net.Socket[] = []
  let pinged = 0
  let onPing = (): void => {}
  const server = http2.createServer()
  server.on('session', (far) => {
    far.on('ping', () => {
      pinged += 1
      onPing()
    })
  })
  await listening(server)
  const relay = net.createServer((near) => {
    const far = net.connect(portOf(server))
    for (const socket of [near, far]) socket.on('error', () => {})
    sockets.push(near, far)
    near.pipe(far)
    far.pipe(near)
  })
  await listening(relay)
  const socket = net.connect(portOf(relay))
  const session = http2.connect('http://relay', { createConnection: () => socket })
  session.on('error', () => {})
  onTestFinished(() => {
    session.destroy()
    for (const socket of sockets) socket.destroy()
    relay.close()
    server.close()
  })
  await new Promise<void>((resolve) => session.once('connect', () => resolve()))
  return {
    session,
    socket,
    line: { swallow: () => sockets.map((socket) => socket.unpipe().resume()) },
    pings: (wanted: number) =>
      new Promise<void>((resolve) => {
        onPing = () => pinged >= wanted && resolve()
      }),
  }
}

function listening(server: net.Server | http2.Http2Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
}

function portOf(server: net.Server | http2.Http2Server): number {
  return (server.address() as net.AddressInfo).port
}
