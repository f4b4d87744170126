import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { artefactEndpoints } from '@infinitio/endpoints'
import { expect, test } from 'vitest'
import { closeAfterPartialRequest, limitRequests } from './limitRequests.ts'

test('lets an upload arrive as long as its endpoint allows, and headers for 30 s only', () => {
  const server = createServer()
  limitRequests(server)
  expect(server.requestTimeout).toBeGreaterThan(artefactEndpoints.putArtefact.deadlineMs)
  expect(server.requestTimeout).toBeLessThanOrEqual(120_000)
  expect(server.headersTimeout).toBe(30_000)
})

test('keeps a connection for longer than a proxy does, so that no request is sent into one that closes', async () => {
  const server = createServer((_, response) => response.end())
  limitRequests(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const { headers } = await fetch(`http://127.0.0.1:${port}/`)
  expect(headers.get('keep-alive')).toBe('timeout=65')
  server.close()
  server.closeAllConnections()
})

test('says that it closes the connection if it answers before the whole request arrived, and keeps the connection otherwise', async () => {
  const server = createServer((request, response) => {
    closeAfterPartialRequest(request, response)
    // `/all` is answered after its body, as a valid request is. All others are answered at once, as an upload that is too large is.
    if (request.url === '/all') request.resume().once('end', () => response.end())
    else response.writeHead(413).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  expect(await headOf(port, 'POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\npart')).toMatch(
    /^HTTP\/1.1 413 .*^connection: close\r$/ims,
  )
  expect(await headOf(port, 'POST /all HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\npart')).toMatch(
    /^HTTP\/1.1 200 .*^connection: keep-alive\r$/ims,
  )
  expect(await headOf(port, 'GET /none HTTP/1.1\r\nHost: a\r\n\r\n')).toMatch(/^HTTP\/1.1 413 .*^connection: keep-alive\r$/ims)
  server.close()
  server.closeAllConnections()
})

/** Sends the bytes of a request and returns the first bytes of the answer. */
function headOf(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request))
    socket.once('data', (bytes) => {
      resolve(bytes.toString('latin1'))
      socket.destroy()
    })
    socket.once('error', reject)
  })
}
