import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { openUpstream, type Upstream } from './openUpstream.ts'

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
  const upstream = openUpstream(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`)
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
