import { address } from '@infinitio/domain'
import type { PublicClient } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nameKey } from '../src/addresses/directoryNames.ts'
import { readValidatorSet } from '../src/emission/readValidatorSet.ts'
import { attestationsAbi } from '../src/generated/attestationsAbi.ts'
import { classCatalogAbi } from '../src/generated/classCatalogAbi.ts'
import { directoryAbi } from '../src/generated/directoryAbi.ts'
import { feeSplitterAbi } from '../src/generated/feeSplitterAbi.ts'
import { pTokenAbi } from '../src/generated/pTokenAbi.ts'
import { stakeVaultAbi } from '../src/generated/stakeVaultAbi.ts'
import { catalogueClasses, catalogueRegions } from '../src/node/deployment/catalogue.ts'
import { createChainClient } from '../src/node/createChainClient.ts'
import { deployAll } from '../src/node/deployment/deployAll.ts'
import { formDevelopmentSet, leaveDevelopmentSet } from '../src/node/development/developmentSet.ts'
import { takeDevelopmentSet } from '../src/node/development/takeDevelopmentSet.ts'
import { developmentBond } from '../src/node/development/prepareDevelopment.ts'
import { sendCalls } from '../src/node/sending/sendCalls.ts'
import { setNativeBalances } from '../src/node/development/setNativeBalances.ts'
import { type PublicChain, startPublicChain } from './startPublicChain.ts'
import { startTestChain, type TestChain, testKey } from './startTestChain.ts'

describe('a development deployment', () => {
  let chain: TestChain
  let client: PublicClient

  beforeAll(async () => {
    chain = await startTestChain()
    client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
  })
  afterAll(async () => await chain.stop())

  it('fills the catalogue in the sequence of its ids', async () => {
    const catalog = { address: chain.addresses.classCatalog, abi: classCatalogAbi } as const
    expect(await client.readContract({ ...catalog, functionName: 'classCount' })).toBe(BigInt(catalogueClasses.length))
    expect(await client.readContract({ ...catalog, functionName: 'classOf', args: [4] })).toEqual(catalogueClasses[4])
    expect(await client.readContract({ ...catalog, functionName: 'regionOf', args: [5] })).toBe(catalogueRegions[5])
  })

  it('puts the sender into the engine set and the receipt key into the Directory', async () => {
    const directory = { address: chain.addresses.directory, abi: directoryAbi } as const
    expect(await client.readContract({ ...directory, functionName: 'engines', args: [chain.keys.sender.address] })).toBe(true)
    const receiptKey = await client.readContract({ ...directory, functionName: 'receiptKey' })
    expect(address(receiptKey.toLowerCase())).toBe(chain.keys.receipt.address)
  })

  it('bonds each provider and sends PToken to its wallet', async () => {
    const provider = chain.keys.provider.address
    const vault = { address: chain.addresses.stakeVault, abi: stakeVaultAbi } as const
    const bond = await client.readContract({ ...vault, functionName: 'bondOf', args: [provider, nameKey('Provider')] })
    expect(bond.bonded).toBe(developmentBond)
    const token = { address: chain.addresses.pToken, abi: pTokenAbi } as const
    expect(await client.readContract({ ...token, functionName: 'balanceOf', args: [provider] })).toBe(45_000n * 10n ** 18n)
    const [supply, reserve] = await Promise.all([
      client.readContract({ ...token, functionName: 'totalSupply' }),
      client.readContract({ ...token, functionName: 'reserve' }),
    ])
    expect(supply).toBeLessThanOrEqual(reserve)
  })

  it('registers the treasury and the guardian, without validators', async () => {
    const directory = { address: chain.addresses.directory, abi: directoryAbi } as const
    const deployer = chain.keys.deployer.address
    const treasury = await client.readContract({ ...directory, functionName: 'get', args: [nameKey('Treasury')] })
    const guardian = await client.readContract({ ...directory, functionName: 'guardian' })
    expect([treasury.toLowerCase(), guardian.toLowerCase()]).toEqual([deployer, deployer])
    const attestations = { address: chain.addresses.attestations, abi: attestationsAbi } as const
    expect(await client.readContract({ ...attestations, functionName: 'hasSet' })).toBe(false)
    expect(await client.readContract({ ...attestations, functionName: 'owner' })).toMatch(new RegExp(deployer, 'i'))
    const feeSplitter = { address: chain.addresses.feeSplitter, abi: feeSplitterAbi } as const
    expect(await client.readContract({ ...feeSplitter, functionName: 'burnBps' })).toBe(5_000)
  })

  it('has an attestor for validators until others run, and then removes it', async () => {
    const attestations = { address: chain.addresses.attestations, abi: attestationsAbi } as const
    const [attestor, ...others] = ['attestor', 'validator 1', 'validator 2', 'validator 3', 'validator 4'].map(testKey)
    if (attestor === undefined) throw new Error('five keys')
    const input = { rpcUrl: chain.rpcUrl, addresses: chain.addresses, deployerKey: chain.keys.deployer.privateKey }
    const members = async () => (await readValidatorSet(client, attestations.address, { known: null }))?.members.map(({ account }) => account)
    // A validator set can be formed once per hour, in the first half of the hour.
    const toNextHour = async () => await chain.travel(3_600 - Number((await client.getBlock()).timestamp % 3_600n))
    await formDevelopmentSet({ ...input, members: [attestor] })
    expect(await members()).toEqual([attestor.address])
    // Calls it twice. The second call must change nothing.
    for (let time = 0; time < 2; time += 1)
      await leaveDevelopmentSet({ rpcUrl: chain.rpcUrl, attestations: attestations.address, privateKey: attestor.privateKey })
    await toNextHour()
    await formDevelopmentSet({ ...input, members: others })
    expect(await members()).toEqual(others.map((other) => other.address))
    // No other member runs. So the attestor can become the only member again, but not before one hour after the set of `others` was formed.
    const back = {
      rpcUrl: chain.rpcUrl,
      attestations: attestations.address,
      attestor: attestor.privateKey,
      validators: others.map((other) => other.privateKey),
    }
    expect(await takeDevelopmentSet(back)).toBe(false)
    expect(await members()).toEqual(others.map((other) => other.address))
    await toNextHour()
    expect(await takeDevelopmentSet(back)).toBe(true)
    expect(await members()).toEqual([attestor.address])
    expect(await takeDevelopmentSet({ ...back, attestor: testKey('nobody').privateKey })).toBe(false)
  })

  it('reports the step that failed', async () => {
    const call = { to: chain.addresses.market, data: '0xdeadbeef', value: 0n, gas: 100_000n, what: 'calling nothing' } as const
    await expect(sendCalls(client, { privateKey: chain.keys.deployer.privateKey, calls: [call], timeoutMs: 30_000 })).rejects.toThrow(
      /calling nothing failed/,
    )
  })
})

describe('another chain', () => {
  let chain: PublicChain

  beforeAll(async () => {
    chain = await startPublicChain()
  })
  afterAll(async () => await chain.stop())

  it('gets no test dollar, and needs a reserve coin', async () => {
    await expect(deployAll({ rpcUrl: chain.rpcUrl, deployerKey: chain.deployer.privateKey, stablecoin: null })).rejects.toThrow(/reserve coin/)
  })

  it('gets no native coins', async () => {
    const client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
    await expect(setNativeBalances(client, { accounts: [chain.deployer.address], amount: 1n })).rejects.toThrow(/only; this is chain 84777/)
  })

  it('gets every contract but the faucet', async () => {
    const { stablecoin } = chain.settings
    const addresses = await deployAll({ rpcUrl: chain.rpcUrl, deployerKey: chain.deployer.privateKey, stablecoin })
    expect(addresses.faucet).toBeNull()
    expect(addresses.stablecoin).toBe(stablecoin)
  })
})
