import { HttpRequestError } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { directoryAbi } from '../src/generated/directoryAbi.ts'
import { createChainClient, createChainNodes } from '../src/node/createChainClient.ts'
import { type FlakyNode, startFlakyNode } from './startFlakyNode.ts'
import { startTestChain, type TestChain } from './startTestChain.ts'

describe('a client of several nodes', () => {
  let chain: TestChain
  let flaky: FlakyNode
  beforeAll(async () => {
    chain = await startTestChain()
    flaky = await startFlakyNode(chain.rpcUrl)
  })
  beforeEach(() => flaky.become('honest'))
  afterAll(async () => {
    await flaky?.stop()
    await chain?.stop()
  })

  // A call may take longer than a test (`testTimeout` in vitest.config.ts), so a test fails if a call waits for a node that does not answer.
  const clientOf = (rpcUrl: string) => createChainClient({ rpcUrl, timeoutMs: 600_000 })
  const both = () => clientOf(`${flaky.url}, ${chain.rpcUrl}`)
  const honest = () => clientOf(chain.rpcUrl)
  const feeBps = (client: ReturnType<typeof clientOf>) =>
    client.readContract({ address: chain.addresses.directory, abi: directoryAbi, functionName: 'feeBps' })

  it.each(['honest', 'dead', 'hanging'] as const)('reads the contracts while the first is %s', async (mood) => {
    flaky.become(mood)
    expect(await feeBps(both())).toBe(await feeBps(honest()))
  })

  it('asks only the first node while it is current', async () => {
    const before = flaky.asked()
    const client = both()
    await feeBps(client)
    expect(flaky.asked() - before).toBe(2)
  })

  it('leaves a node that stops between two calls, and returns to it when it is back', async () => {
    const client = both()
    await feeBps(client)
    flaky.become('dead')
    expect(await feeBps(client)).toBe(await feeBps(honest()))
    flaky.become('honest')
    await vi.waitFor(
      async () => {
        const before = flaky.asked()
        await feeBps(client)
        await feeBps(client)
        expect(flaky.asked() - before).toBeGreaterThanOrEqual(2)
      },
      { timeout: 60_000, interval: 200 },
    )
  })

  it('asks a late node only when no other answers', async () => {
    const client = both()
    await feeBps(client)
    flaky.become({ stuckAt: await honest().getBlockNumber() })
    await chain.mine(20)
    const head = await honest().getBlockNumber()
    await vi.waitFor(async () => expect(await client.getBlockNumber()).toBe(head), { timeout: 60_000, interval: 200 })
    expect(await clientOf(`${flaky.url},http://127.0.0.1:1`).getBlockNumber()).toBeLessThan(head)
  })

  it('ignores a delay of one or two blocks', async () => {
    flaky.become({ stuckAt: await honest().getBlockNumber() })
    await chain.mine(3)
    expect(await createChainNodes(`${flaky.url},${chain.rpcUrl}`).inOrder()).toEqual([flaky.url, chain.rpcUrl])
    await chain.mine(1)
    expect(await createChainNodes(`${flaky.url},${chain.rpcUrl}`).inOrder()).toEqual([chain.rpcUrl, flaky.url])
  })

  it('does not repeat a contract’s refusal on another node', async () => {
    const before = flaky.asked()
    const notAllowed = {
      address: chain.addresses.directory,
      abi: directoryAbi,
      functionName: 'setEngine',
      args: [chain.keys.renter.address, true],
    } as const
    const refused = clientOf(`${chain.rpcUrl},${flaky.url}`).simulateContract({ ...notAllowed, account: chain.keys.renter.address })
    await expect(refused).rejects.toThrow('Directory_CallerNotOperator')
    // The late node was asked only for its newest block.
    expect(flaky.asked() - before).toBe(1)
  })

  it('reports that the chain is away when all nodes are', async () => {
    flaky.become('dead')
    await expect(clientOf(`${flaky.url},http://127.0.0.1:1`).getBlockNumber()).rejects.toThrow(HttpRequestError)
  })

  it('never reads the head of a single node', async () => {
    const before = flaky.asked()
    expect(await createChainNodes(flaky.url).inOrder()).toEqual([flaky.url])
    expect(flaky.asked()).toBe(before)
    expect(() => createChainNodes(' , ')).toThrow('no RPC URL')
  })
})
