import { attestationsAbi, attestationTypedData, nameKey, readAddresses, readCountedMembers, readValidatorSet } from '@infinitio/chain'
import { createChainClient, forwardTime, sendCalls } from '@infinitio/chain/node'
import { deployTestGovernance, type SeedMakers, startSeedMakers, startTestChain, type TestChain } from '@infinitio/chain/test'
import { hex32 } from '@infinitio/domain'
import { createLogger } from '@infinitio/process'
import { encodeFunctionData } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenValidator, Round } from '../validator/validator.ts'
import { joinSet } from './joinSet.ts'

/** Four validators on a real chain. One of them signs two roots for one hour and is slashed. */
describe('the set of validators', () => {
  let chain: TestChain
  let client: ReturnType<typeof createChainClient>
  let makers: SeedMakers['makers']

  beforeAll(async () => {
    chain = await startTestChain()
    client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
    makers = (await startSeedMakers({ chain, governance: await deployTestGovernance(chain) })).makers
  }, 120_000)
  afterAll(() => chain.stop())

  it('is formed again, once the contract allows it, after a member was slashed', async () => {
    const [cheat, honest] = makers
    if (cheat === undefined || honest === undefined) expect.unreachable()
    const before = await set()
    await nextHour()
    await join(honest)
    expect(await set()).toEqual(before)
    await equivocate(cheat)
    expect((await counted()).has(cheat.address)).toBe(false)
    await join(honest)
    const after = await set()
    expect(after.formedAt).toBeGreaterThan(before.formedAt)
    expect(after.members.find(({ account }) => account === cheat.address)?.stake ?? 0n).toBeLessThan(
      before.members.find(({ account }) => account === cheat.address)?.stake ?? 0n,
    )
    expect((await counted()).size).toBe(after.members.length)
  })

  async function set() {
    return (await readValidatorSet(client, chain.addresses.attestations, { known: null })) ?? expect.unreachable()
  }

  async function counted() {
    return await readCountedMembers(client, chain.addresses.attestations, await set())
  }

  async function nextHour(): Promise<void> {
    const { timestamp } = await client.getBlock({ blockTag: 'latest' })
    await forwardTime(client, { seconds: 3_600n - (timestamp % 3_600n) + 1n })
  }

  async function join({ address, privateKey }: SeedMakers['makers'][number]): Promise<void> {
    const block = await client.getBlock({ blockTag: 'latest' })
    const addresses = await readAddresses(client, chain.addresses.directory)
    const logger = createLogger({ room: 'validator test' })
    const validator = { address, privateKey, client, isTurn: () => true, logger, opened: { addresses } } as unknown as OpenValidator
    const round = { head: block.number, headTime: block.timestamp, final: block.number, finalTime: block.timestamp, set: await set() }
    await joinSet(validator, round satisfies Round)
  }

  async function equivocate({ privateKey }: SeedMakers['makers'][number]): Promise<void> {
    const { attestations } = chain.addresses
    const { setHash } = await set()
    const epoch = (await client.getBlock({ blockTag: 'latest' })).timestamp / 3_600n
    const subject = nameKey('doubles')
    const signed = async (digit: string) => {
      const root = hex32(`0x${digit.repeat(64)}`)
      const typed = attestationTypedData({ setHash, subject, epoch, root }, { chainId: chain.chainId, attestations })
      return { setHash, root, signature: await privateKeyToAccount(privateKey).signTypedData(typed) }
    }
    const args = [subject, epoch, await signed('1'), await signed('2')] as const
    const data = encodeFunctionData({ abi: attestationsAbi, functionName: 'punishEquivocation', args })
    const call = { to: attestations, data, what: 'a penalty', value: 0n, gas: 1_000_000n }
    await sendCalls(client, { privateKey: chain.keys.deployer.privateKey, calls: [call], timeoutMs: 60_000 })
  }
})
