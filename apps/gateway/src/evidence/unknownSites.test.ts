import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unknownSites } from './unknownSites.ts'

let chainId: string | null = null
const chain = createServer((_request, response) => response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: chainId })))
let rpcUrl = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => chain.listen(0, '127.0.0.1', resolve))
  rpcUrl = `http://127.0.0.1:${(chain.address() as AddressInfo).port}`
})
afterAll(() => void chain.close())

/** Returns the number of warnings after each of two calls. */
async function warnings(url: string | undefined, chains: readonly (string | null)[]): Promise<number[]> {
  const texts: unknown[] = []
  const note = unknownSites({ rpcUrl: url, logger: { warn: (text: unknown) => void texts.push(text) } })
  const counts: number[] = []
  for (const next of chains) {
    chainId = next
    await note()
    counts.push(texts.length)
  }
  return counts
}

test('warns once on a real chain, and without a named chain', async () => {
  expect(await warnings(rpcUrl, ['0x2105', '0x2105'])).toEqual([1, 1])
  expect(await warnings(undefined, [null, null])).toEqual([1, 1])
})

test('asks again if the chain does not answer', async () => {
  expect(await warnings(rpcUrl, [null, '0x2105', '0x2105'])).toEqual([0, 1, 1])
})

test('does not warn on the development chain', async () => {
  expect(await warnings(rpcUrl, ['0x7a69', '0x7a69'])).toEqual([0, 0])
})
