import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { setPrivateCookie } from './privateCookie.ts'

async function cookieOf(answer: (response: ServerResponse) => void): Promise<string | null> {
  const server = createServer((_, response) => {
    setPrivateCookie(response, 'settings=zh')
    answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/docs/search/en?lang=zh`)).headers.get('set-cookie')
  } finally {
    server.close()
  }
}

test.each<[string, (response: ServerResponse) => void]>([
  ['set before', (response) => response.setHeader('cache-control', 'public, max-age=300').end('x')],
  ['for shared caches', (response) => response.setHeader('cache-control', 's-maxage=60').end('x')],
  ['in the head', (response) => response.writeHead(200, { 'Cache-Control': 'public' }).end('x')],
  ['in the head, after a text', (response) => response.writeHead(200, 'OK', ['cache-control', 'public, immutable']).end('x')],
])('sends no cookie with an answer that is public: %s', async (_, answer) => {
  expect(await cookieOf(answer)).toBeNull()
})

test.each<[string, (response: ServerResponse) => void]>([
  ['without a rule', (response) => response.end('x')],
  ['that only the browser stores', (response) => response.writeHead(200, { 'cache-control': 'private, max-age=300' }).end('x')],
  ['in parts', (response) => response.setHeader('cache-control', 'no-store').write('x', () => response.end())],
])('sends the cookie with an answer %s', async (_, answer) => {
  expect(await cookieOf(answer)).toBe('settings=zh')
})
