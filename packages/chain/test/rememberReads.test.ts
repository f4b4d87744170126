import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { directoryAbi } from '../src/generated/directoryAbi.ts'
import { createChainClient } from '../src/node/createChainClient.ts'
import { rememberReads } from '../src/node/rememberReads.ts'
import { type FlakyNode, startFlakyNode } from './startFlakyNode.ts'
import { startTestChain, type TestChain } from './startTestChain.ts'

describe('a client that remembers reads', () => {
  let chain: TestChain
  let node: FlakyNode
  beforeAll(async () => {
    chain = await startTestChain()
    node = await startFlakyNode(chain.rpcUrl)
  })
  afterAll(async () => {
    await node?.stop()
    await chain?.stop()
  })

  function open() {
    const memory = rememberReads(chain.addresses.directory)
    const client = createChainClient({ rpcUrl: node.url, timeoutMs: 30_000, memory })
    const feeBps = () => client.readContract({ address: chain.addresses.directory, abi: directoryAbi, functionName: 'feeBps' })
    return { memory, client, feeBps }
  }

  async function requestsOf(act: () => Promise<unknown>): Promise<number> {
    const before = node.asked()
    await act()
    return node.asked() - before
  }

  it('sends equal reads once, also at the same time, and again after it forgot them', async () => {
    const { memory, client, feeBps } = open()
    expect(await requestsOf(() => Promise.all([feeBps(), feeBps(), client.getBlock({ blockNumber: 1n })]))).toBe(2)
    expect(await requestsOf(async () => [await feeBps(), await client.getBlock({ blockNumber: 1n })])).toBe(0)
    memory.forget()
    expect(await requestsOf(feeBps)).toBe(1)
  })

  it('sends again what changes within a round: the head, and a block that did not exist', async () => {
    const { client } = open()
    const head = await client.getBlockNumber()
    expect(await requestsOf(async () => [await client.getBlockNumber(), await client.getBlock()])).toBe(2)
    await expect(client.getBlock({ blockNumber: head + 1n })).rejects.toThrow()
    await chain.mine(1)
    expect((await client.getBlock({ blockNumber: head + 1n })).number).toBe(head + 1n)
  })

  it('sends a read again that failed', async () => {
    const { feeBps } = open()
    node.become('dead')
    await expect(feeBps()).rejects.toThrow()
    node.become('honest')
    expect(await requestsOf(feeBps)).toBe(1)
  })
})
