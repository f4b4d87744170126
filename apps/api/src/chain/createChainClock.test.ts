import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createChainNodes } from '@infinitio/chain/node'
import { expect, onTestFinished, test } from 'vitest'
import { createChainClock } from './createChainClock.ts'

test('a refresh returns no block from before the call, also while an earlier request to the chain is pending', async () => {
  const chain = await slowChain()
  const clock = createChainClock({ nodes: createChainNodes(chain.url) })
  onTestFinished(() => clock.stop())
  // One request of the clock is waiting. The test chain has fixed its answer before it mines the next block, so that answer will be outdated.
  await expect.poll(() => chain.waiting()).toBe(1)
  chain.mine()
  const asked = Promise.all([clock.refresh(), clock.refresh()])
  chain.answer()
  await expect.poll(() => chain.waiting()).toBe(1)
  chain.answer()
  await asked
  expect(clock.read()).toMatchObject({ ok: true, blockNumber: 2, blockTimestamp: 2_000 })
})

/** Starts a node that delays each answer until the test calls `answer`. An answer contains the state at the time of its request. */
async function slowChain() {
  let block = 1
  const held: (() => void)[] = []
  const server = createServer((_request, response) => {
    const blockOf = (number: number) => ({ number: `0x${number.toString(16)}`, timestamp: `0x${(number * 1_000).toString(16)}` })
    const body = JSON.stringify([
      { jsonrpc: '2.0', id: 1, result: blockOf(block) },
      { jsonrpc: '2.0', id: 2, result: { ...blockOf(block), number: null } },
    ])
    held.push(() => response.setHeader('content-type', 'application/json').end(body))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    waiting: () => held.length,
    mine: () => {
      block += 1
    },
    answer: () => {
      for (const send of held.splice(0)) send()
    },
  }
}
