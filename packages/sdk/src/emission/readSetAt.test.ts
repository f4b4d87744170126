import { formSetCall, nameKey, stakeVaultAbi } from '@infinitio/chain'
import { createChainClient, forwardTime, sendCalls } from '@infinitio/chain/node'
import { deployTestGovernance, startSeedMakers, startTestChain, type TestChain, type TestKey } from '@infinitio/chain/test'
import { createPublicClient, custom, encodeFunctionData, HttpRequestError, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AtBlock, readSetAt } from './readSetAt.ts'

/** A real chain on which the set of four validators changes three times. It is formed again without a change after the first of them. */
describe('the validator set in force at a block', () => {
  let chain: TestChain
  let client: ReturnType<typeof createChainClient>
  let member: TestKey
  const moments: AtBlock[] = []

  beforeAll(async () => {
    chain = await startTestChain()
    client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
    const { makers } = await startSeedMakers({ chain, governance: await deployTestGovernance(chain) })
    member = makers[0] ?? expect.unreachable()
    moments.push(await now())
    for (const gift of [10, 0, 10, 10]) {
      await formAgain({ gift })
      moments.push(await now())
    }
  }, 180_000)
  afterAll(() => chain?.stop())

  it('is the same from a node that no longer has the states of old blocks', async () => {
    const found = await Promise.all(moments.map((moment) => setsAt(client, moment)))
    expect(found[0]?.before).toBeNull()
    expect(new Set(found.map((it) => it?.set.setHash)).size).toBe(4)
    const pruned = clientThat(() => Object.assign(new Error('missing trie node'), { code: -32_000 }))
    const signers = (sets: typeof found) => sets.map((it) => [it?.set, it?.before].map((set) => ({ ...set, formedAt: null })))
    expect(signers(await Promise.all(moments.map((moment) => setsAt(pruned, moment))))).toEqual(signers(found))
  })

  it('is unknown while the node does not answer', async () => {
    const away = clientThat(() => new HttpRequestError({ url: chain.rpcUrl, status: 503 }))
    for (const moment of moments) await expect(setsAt(away, moment)).rejects.toThrow(/HTTP request failed/)
  })

  async function setsAt(from: Parameters<typeof readSetAt>[0]['client'], moment: AtBlock) {
    const found = await readSetAt({ client: from, addresses: chain.addresses }, moment)
    return found === null ? null : { set: found.set, before: await found.before() }
  }

  /** A client of a node that answers no question about the state of an old block. */
  function clientThat(error: () => Error) {
    const request = async ({ method, params }: { method: string; params?: unknown }) => {
      if (method === 'eth_call' && Array.isArray(params) && /^0x/.test(String(params[1]))) throw error()
      return await client.request({ method, params } as never)
    }
    return createPublicClient({ transport: custom({ request }, { retryCount: 0 }) })
  }

  async function now(): Promise<AtBlock> {
    const { number, timestamp } = await client.getBlock({ blockTag: 'latest' })
    return { block: number, at: timestamp }
  }

  /** Forms the set again in the next hour, after a gift of `gift` PToken to the bond of a member. The set counts whole tens of PToken. */
  async function formAgain({ gift }: { gift: number }): Promise<void> {
    const { stakeVault, attestations } = chain.addresses
    const args = [member.address, nameKey('Validator'), parseEther(`${gift}`)] as const
    const bond = { to: stakeVault, data: encodeFunctionData({ abi: stakeVaultAbi, functionName: 'bondFor', args }), what: 'a gift' }
    const { timestamp } = await client.getBlock({ blockTag: 'latest' })
    await forwardTime(client, { seconds: 3_600n - (timestamp % 3_600n) + 1n })
    const form = { ...formSetCall({ attestations }), what: 'forming the set' }
    const calls = [...(gift === 0 ? [] : [bond]), form].map((call) => ({ ...call, value: 0n, gas: 4_000_000n }))
    await sendCalls(client, { privateKey: chain.keys.deployer.privateKey, calls, timeoutMs: 60_000 })
  }
})
