import { createServer } from 'node:http'
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
