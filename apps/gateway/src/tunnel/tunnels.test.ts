import { once } from 'node:events'
import http2 from 'node:http2'
import net from 'node:net'
import { TunnelLine } from '@infinitio/process'
import { expect, onTestFinished, test } from 'vitest'
import type { Way } from './nodeStreams.ts'
import { Tunnels } from './tunnels.ts'

const nodeId = `0x${'1'.repeat(64)}`

test('accepts a stream that opens at the moment the tunnel is replaced', async () => {
  const tunnels = new Tunnels({ opened: () => {}, closed: () => {} })
  const [first, second] = [await way(), await way()]
  tunnels.add({ nodeId, ...first })
  const stream = tunnels.open(nodeId, { ':path': '/echo' })
  tunnels.add({ nodeId, ...second })
  stream?.end('still here')
  const chunks: Buffer[] = []
  for await (const chunk of stream ?? []) chunks.push(chunk as Buffer)
  expect(Buffer.concat(chunks).toString()).toBe('still here')
  if (!first.session.destroyed) await once(first.session, 'close')
  expect(tunnels.isUp(nodeId)).toBe(true)
})

test('reports the address of a node when its first tunnel opens', async () => {
  const opened: string[][] = []
  const tunnels = new Tunnels({ opened: (...of) => void opened.push(of), closed: () => {} })
  tunnels.add({ nodeId, address: '203.0.113.7', ...(await way()) })
  tunnels.add({ nodeId, address: '203.0.113.8', ...(await way()) })
  expect(opened).toEqual([[nodeId, '203.0.113.7']])
})

/** Creates a session with a node that echoes all input. */
async function way(): Promise<Way> {
  const node = net.createServer((socket) => {
    const session = http2.performServerHandshake(socket)
    session.on('error', () => {})
    session.on('stream', (stream) => {
      stream.respond({ ':status': 200 })
      stream.pipe(stream)
    })
  })
  await new Promise<void>((resolve) => node.listen(0, '127.0.0.1', resolve))
  const { port } = node.address() as net.AddressInfo
  const socket = net.connect(port, '127.0.0.1')
  onTestFinished(() => {
    socket.destroy()
    node.close()
  })
  const line = new TunnelLine(socket)
  const session = http2.connect('http://node', { createConnection: () => line })
  session.on('error', () => {})
  await once(session, 'remoteSettings')
  return { session, line }
}
