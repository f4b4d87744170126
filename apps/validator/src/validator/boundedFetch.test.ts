import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { wholeMilliseconds } from '@infinitio/process'
import { createTransport } from '@infinitio/sdk/emission'
import { expect, it, onTestFinished } from 'vitest'
import { boundedFetch } from './boundedFetch.ts'

const mostBytes = 100_000
const piece = Buffer.alloc(64 * 1_024, ' ')

/** Starts an API that answers as `answer` does. Returns a transport that sends requests to it. */
async function apiThat(answer: (response: ServerResponse) => void, { withinMs = 30_000 } = {}) {
  const server = createServer((_, response) => answer(response))
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    transport: createTransport({ baseUrl: `http://127.0.0.1:${port}`, fetch: boundedFetch({ withinMs: wholeMilliseconds(withinMs), mostBytes }) }),
  }
}

const ask = { method: 'GET', path: '/emission/roots' } as const

it('passes usual answers, empty ones and refusals', async () => {
  const { transport } = await apiThat((response) => response.setHeader('content-type', 'application/json').end('{"items":[]}'))
  expect(await transport.send(ask)).toEqual({ items: [] })
  const empty = await apiThat((response) => response.writeHead(204).end())
  expect(await empty.transport.send(ask)).toBeNull()
  const refusing = await apiThat((response) => response.writeHead(404).end(JSON.stringify({ code: 'api.not_found', title: 'Not here.' })))
  await expect(refusing.transport.send(ask)).rejects.toMatchObject({ code: 'api.not_found' })
})

it.each<[string, (response: ServerResponse) => void]>([
  ['never answers', () => undefined],
  ['sends a byte from time to time', (response) => void setInterval(() => response.write(' '), 20).unref()],
  [
    'never stops',
    (response) => {
      const more = () => response.write(piece, () => setImmediate(more))
      more()
    },
  ],
])('gives up an API that %s', async (_, answer) => {
  const { transport } = await apiThat(answer, { withinMs: 400 })
  const startedAt = performance.now()
  await expect(transport.send(ask)).rejects.toMatchObject({ code: 'api.unreachable' })
  expect(performance.now() - startedAt).toBeLessThan(15_000)
})
