import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { postRpc } from './postRpc.ts'

it.each([
  ['http://', undefined],
  ['http://ada:p%40ss%3Aword@', `Basic ${Buffer.from('ada:p@ss:word').toString('base64')}`],
])('sends the login of %s in a header', async (start, authorization) => {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    response.end(JSON.stringify({ authorization: request.headers.authorization, url: request.url, body: Buffer.concat(parts).toString() }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  try {
    const response = await postRpc(`${start}127.0.0.1:${port}/key`, { body: '{}' })
    expect(await response.json()).toEqual({ ...(authorization === undefined ? {} : { authorization }), url: '/key', body: '{}' })
  } finally {
    server.close()
  }
})
