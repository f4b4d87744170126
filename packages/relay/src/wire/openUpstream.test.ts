import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { openUpstream, serviceReach, type Upstream } from './openUpstream.ts'

let close: () => void = () => {}
afterEach(() => close())

/** A server that answers the first request of each connection and cuts the connection at the next one. */
async function cuttingServer(): Promise<{ readonly upstream: Upstream; readonly connections: () => number }> {
  let connections = 0
  const used = new WeakSet<object>()
  const server = createServer(({ socket }, response) => {
    if (used.has(socket)) return void socket.destroy()
    used.add(socket)
    response.end('ok')
  })
  server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const upstream = openUpstream(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, { reach: 'any' })
  close = () => {
    upstream.close()
    server.closeAllConnections()
    server.close()
  }
  return { upstream, connections: () => connections }
}

test('a request on an idle connection that the server closed is sent once more', async () => {
  const { upstream, connections } = await cuttingServer()
  const ask = async () => {
    const answer = await upstream.ask({ method: 'POST', path: '/v1/x', body: Buffer.from('{}'), signal: AbortSignal.timeout(10_000) })
    await answer.resume().toArray()
    return answer.statusCode
  }
  expect(await ask()).toBe(200)
  expect(await ask()).toBe(200)
  expect(connections()).toBe(2)
})

test('a request on a new connection is sent once', async () => {
  const { upstream } = await cuttingServer()
  close()
  await expect(upstream.ask({ method: 'GET', path: '/v1/x', signal: AbortSignal.timeout(10_000) })).rejects.toThrow('ECONNREFUSED')
})

// Other ways to write an address of this computer, and names that lead to it. The name `localhost` gets no special treatment: it is resolved like any other
// name.
test.each(['localhost', '127.0.0.1', '[::1]', '2130706433', '0x7f.1', '0.0.0.0', '[::ffff:127.0.0.1]', '0x12.svc.localhost'])(
  'no connection leads to %s for a URL that a stranger published',
  async (host) => {
    const connections: unknown[] = []
    const server = createServer((_request, response) => response.end('the metadata of a cloud'))
    server.on('connection', (socket) => connections.push(socket))
    await new Promise<void>((resolve) => server.listen(0, '::', () => resolve()))
    const upstream = openUpstream(`http://${host}:${(server.address() as AddressInfo).port}/v1`, { reach: 'public' })
    close = () => {
      upstream.close()
      server.closeAllConnections()
      server.close()
    }
    const asked = upstream.ask({ method: 'GET', path: '/v1/models', signal: AbortSignal.timeout(10_000) })
    await expect(asked).rejects.toThrow(/no public address|ENOTFOUND|EAI_AGAIN/)
    expect(connections).toEqual([])
  },
)

test('services on private addresses are reached on a development chain only', () => {
  expect([31_337, 1, 8_453].map(serviceReach)).toEqual(['any', 'public', 'public'])
})
