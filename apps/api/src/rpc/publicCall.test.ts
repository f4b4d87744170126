import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createChainNodes } from '@infinitio/chain/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'
import { createPublicRpc, publicCall } from './createPublicRpc.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.stop())

/** EVM code that returns how much gas is left when it runs: GAS, MSTORE, RETURN. */
const gasLeft = '0x5a60005260206000f3'
const endlessLoop = '0x5b600056'

describe('publicCall', () => {
  test('gives a call no more than its gas', async () => {
    const left = await call({ to: null, data: gasLeft, gas: 100_000n })
    expect(left.kind === 'returned' && BigInt(left.data)).toBeLessThan(100_000n)
    expect(left.kind === 'returned' && BigInt(left.data)).toBeGreaterThan(10_000n)
  })

  test('returns that an endless loop reverted', async () => {
    expect(await call({ to: null, data: endlessLoop, gas: 3_000_000n })).toEqual({ kind: 'reverted' })
  })

  test('returns that a call with a reason reverted', async () => {
    expect(await call({ to: api.chain.addresses.market, data: '0xffffffff', gas: 100_000n })).toEqual({ kind: 'reverted' })
  })

  test('returns no data for an address without code', async () => {
    expect(await call({ to: `0x${'77'.repeat(20)}`, data: '0x', gas: 100_000n })).toEqual({ kind: 'returned', data: '0x' })
  })

  test('throws when the node itself fails', async () => {
    await expect(askNode({ error: { code: -32_005, message: 'daily request limit reached' } })).rejects.toThrow('daily request limit')
    await expect(askNode({ result: null })).rejects.toThrow('no data')
  })

  test('returns that the node is busy when too many calls of one caller wait', async () => {
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
    const node = await startNode({ result: '0x' }, held)
    const rpc = createPublicRpc({ publicUrl: undefined, nodes: createChainNodes(node.url) })
    const asked = Array.from({ length: 66 }, () => publicCall(rpc, { caller: 'test', to: null, data: '0x', gas: 1n }))
    expect(await asked.at(-1)).toEqual({ kind: 'busy' })
    letGo()
    expect(await asked[0]).toEqual({ kind: 'returned', data: '0x' })
    await node.stop()
    await Promise.allSettled(asked)
  })
})

/** Starts a chain node that gives every request the same answer, but only after the promise `until` has resolved. */
async function startNode(answer: object, until: Promise<void> = Promise.resolve()) {
  const server = createServer((_request, response) => void until.then(() => response.end(JSON.stringify(answer))))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop }
}

async function askNode(answer: object) {
  const node = await startNode(answer)
  const rpc = createPublicRpc({ publicUrl: undefined, nodes: createChainNodes(node.url) })
  return await publicCall(rpc, { caller: 'test', to: null, data: '0x', gas: 1n }).finally(node.stop)
}

const call = (what: Omit<Parameters<typeof publicCall>[1], 'caller'>) => publicCall(api.services.publicRpc, { ...what, caller: 'test' })
