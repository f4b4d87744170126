import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { artefactEndpoints } from '@infinitio/endpoints'
import { expect, test } from 'vitest'
import { limitRequests } from './limitRequests.ts'

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
