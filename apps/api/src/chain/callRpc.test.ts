import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createChainNodes } from '@infinitio/chain/node'
import { afterEach, describe, expect, test } from 'vitest'
import { callRpc } from './callRpc.ts'

const mib = 1_048_576
const question = { jsonrpc: '2.0', id: 7, method: 'eth_getLogs', params: [{}] }
let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

describe('callRpc', () => {
  test('returns an answer up to the limit, and an error for a larger one', async () => {
    const { nodes } = await nodeThatSends(mib)
    expect(await callRpc(nodes, question, { mostBytes: 2 * mib })).toMatchObject({ id: 7, result: expect.stringMatching(/^a+$/) })
    expect(await callRpc(nodes, question, { mostBytes: mib })).toEqual({
      jsonrpc: '2.0',
      id: 7,
      error: { code: -32_602, message: `The answer is larger than ${mib} bytes; ask for less, or for fewer blocks.` },
    })
  })

  test('stops reading an answer that never ends, and closes its connection', async () => {
    const { nodes, closed } = await nodeThatNeverStops()
    expect(await callRpc(nodes, question, { mostBytes: mib })).toMatchObject({ error: { code: -32_602 } })
    await closed
  })
})

function nodeThatSends(bytes: number) {
  return listen(createServer((_request, response) => response.end(JSON.stringify({ jsonrpc: '2.0', id: 7, result: 'a'.repeat(bytes) }))))
}

async function nodeThatNeverStops() {
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  const part = 'a'.repeat(65_536)
  const node = await listen(
    createServer((_request, response) => {
      const write = (): void => {
        while (!response.destroyed && response.write(part)) {}
      }
      response.on('drain', write).on('close', () => resolve())
      write()
    }),
  )
  return { ...node, closed }
}

async function listen(created: Server) {
  server = created.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { nodes: createChainNodes(`http://127.0.0.1:${(server.address() as AddressInfo).port}`) }
}
