import {
  bondServiceCall,
  type ContractCall,
  depositToLedgerCall,
  fundChannelCall,
  hostingPoolAbi,
  pTokenAbi,
  readHostingPool,
  readServiceLedger,
  registerServiceCall,
  serviceLedgerAbi,
  settleListCall,
} from '@infinitio/chain'
import { sendCalls } from '@infinitio/chain/node'
import { deployTestGovernance, type TestKey, testKey } from '@infinitio/chain/test'
import {
  type Address,
  assetUnits,
  bps,
  type ChannelFacts,
  checkReportText,
  checkSecondsOf,
  checkSlotAt,
  hex32,
  ledgerTypedData,
  type ServiceId,
  serviceId,
  zeroAddress,
} from '@infinitio/domain'
import { developmentChainId } from '@infinitio/domain/proofs'
import { postCheckReport } from '@infinitio/sdk/checks'
import { findPositions, openExitAccess, planExit, readExitState, stepCall } from '@infinitio/sdk/exit'
import { getHosting, getHostingAccount } from '@infinitio/sdk/services'
import { termsBytes, usualStep } from '@infinitio/services'
import { encodeFunctionData, encodePacked, keccak256, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { poolActors } from './poolActors.ts'
import { startCli, type TestCli } from './startCli.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'
import { startTestValidators, type TestValidators } from './startTestValidators.ts'

const coin = 10n ** 18n
const day = 3_600
const model = 'tiny'
const members = ['one', 'two', 'three', 'four'].map((name) => testKey(`validator ${name}`))
const hosts = ['a', 'b', 'c', 'd', 'e'].map((name) => testKey(`host ${name}`))
const [payer, channelKey, sponsor] = [testKey('payer of hosts'), testKey('key of hosts'), testKey('sponsor of hosts')]
const check = checkSecondsOf(developmentChainId)

/**
 * The whole way of a hosting programme: a sponsor pays in, five services with bonds settle, validators report checks, real validator processes attest and publish
 * the day, a host claims, and the sponsor gets back the rest.
 */
describe('a hosting programme', () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let cli: TestCli
  let validators: TestValidators | undefined
  let ledger: Address
  let pool: Address
  let services: ServiceId[] = []
  let rpc: Awaited<ReturnType<typeof poolActors>>['rpc']

  beforeAll(async () => {
    api = await startTestApi()
    await deployTestGovernance(api.chain, { members })
    engine = startTestEngine(api, 'all', { patienceMs: 150_000 })
    market = liveMarket(api, engine)
    cli = startCli(api)
    const actors = await poolActors(market)
    rpc = actors.rpc
    for (const { address } of [payer, sponsor, ...hosts]) {
      await actors.give(address, address === sponsor.address ? 100n * coin : 11n * coin)
      await rpc.request({ method: 'anvil_setBalance', params: [address, toHex(coin)] } as never)
    }
    const { directory } = api.chain.addresses
    ledger = (await readServiceLedger(rpc, directory)) ?? expect.unreachable()
    pool = (await readHostingPool(rpc, directory)) ?? expect.unreachable()
    await market.travel(day - ((await now()) % day) + 60)
    services = await Promise.all(hosts.map((host, place) => register(host, place)))
    for (const [place, service] of services.entries()) await settle(service, hosts[place] as TestKey)
    await engine.until('the services are listed', async () => ((await api.client.listServices()).items.length === hosts.length ? true : null))
  }, 240_000)
  afterAll(async () => {
    await validators?.stop()
    cli?.stop()
    await engine?.stop()
    await api?.stop()
  })

  it('takes 25 daily amounts of its sponsor, by command', async () => {
    const none = await hosting(hosts[0] as TestKey, 'claim')
    expect(none).toMatchObject({ code: 80, json: { error: { code: 'api.not_found' } } })
    expect((await hosting(sponsor, 'sponsor', model, '0.01')).json).toMatchObject({ error: { code: 'api.invalid_field' } })
    expect(await hosting(sponsor, 'sponsor', model, '4')).toMatchObject({ code: 0 })
    expect(await balance(sponsor.address)).toBe(0n)
    expect(await balance(pool)).toBe(100n * coin)
    const found = await getHosting(api.client.transport, { model })
    expect(found).toMatchObject({ contracts: { pool, daySeconds: day }, shares: [] })
    expect(found.programmes).toMatchObject([{ programme: 1, sponsor: sponsor.address, perDay: `${4n * coin}`, assigned: '0', returned: null }])
    expect((await getHosting(api.client.transport, { model: 'other' })).programmes).toEqual([])
  })

  it('is divided by validators after its day, among hosts with right answers', async () => {
    const slot = checkSlotAt(await now(), developmentChainId)
    for (const member of members) await postCheckReport(api.client.transport, await report(member, slot))
    validators = startTestValidators(api, { keys: members.map(({ privateKey }) => privateKey) })
    await market.travel(day - ((await now()) % day) + 2 * check + 5)
    const found = await engine.until('the day is published', async () => {
      const read = await getHosting(api.client.transport, { model })
      return read.shares.length > 0 ? read : null
    })
    // Each of the five services has a bond of 10 PT and settled 1 PT, but the last service gave other answers than the rest.
    expect(found.shares.map(({ amount }) => amount)).toEqual(Array.from({ length: 4 }, () => `${coin}`))
    expect(new Set(found.shares.map(({ account }) => account))).toEqual(new Set(hosts.slice(0, 4).map(({ address }) => address)))
    expect(found.programmes[0]?.assigned).toBe(`${4n * coin}`)
  }, 180_000)

  it('pays a host that claims, once', async () => {
    const [host] = hosts as [TestKey]
    const before = await balance(host.address)
    expect(await hosting(host, 'claim')).toMatchObject({ code: 0 })
    expect((await balance(host.address)) - before).toBe(coin)
    expect((await hosting(host, 'claim')).json).toMatchObject({ error: { code: 'api.not_found' } })
    expect((await getHostingAccount(api.client.transport, hosts[4]?.address ?? '')).claims).toEqual([])
    const { shares } = await getHosting(api.client.transport, { model })
    expect(shares.filter(({ claimed }) => claimed).map(({ account }) => account)).toEqual([host.address])
  })

  it('appears in the plan of an exit that reads only an RPC', async () => {
    const host = await exitOf(hosts[2] as TestKey)
    expect(host.plan.now.find(({ step }) => step.kind === 'claimHosting')?.gain).toEqual({ place: 'wallet', amount: coin, certainty: 'exact' })
    const { state, plan } = await exitOf(sponsor)
    const { firstDay } = await rpc.readContract({ address: pool, abi: hostingPoolAbi, functionName: 'programmeOf', args: [1n] })
    expect(plan.later.find(({ step }) => step.kind === 'refundHosting')).toMatchObject({
      ...{ from: BigInt((firstDay + 30) * day), gain: { place: 'wallet', amount: 96n * coin, certainty: 'atMost' } },
    })
    expect(state.hosting[0]?.shares).toEqual([])
  })

  it('gives the sponsor back what no day has assigned', async () => {
    expect((await hosting(sponsor, 'refund', '1')).json).toMatchObject({ error: { code: 'chain.transaction_reverted' } })
    await validators?.stop()
    validators = undefined
    await market.travel(30 * day)
    expect(await hosting(sponsor, 'refund', '1')).toMatchObject({ code: 0 })
    expect(await balance(sponsor.address)).toBe(96n * coin)
    expect(await balance(pool)).toBe(3n * coin)
    const account = await getHostingAccount(api.client.transport, sponsor.address)
    expect(account.programmes).toMatchObject([{ returned: `${96n * coin}`, budgets: [] }])
    expect(await hosting(hosts[1] as TestKey, 'claim')).toMatchObject({ code: 0 })
    expect((await rpc.readContract({ address: pool, abi: hostingPoolAbi, functionName: 'programmeOf', args: [1n] })).sponsor).toBe(zeroAddress)
  })

  it('pays a share by a step of an exit, with a proof from the chain, also after the refund of the sponsor', async () => {
    const host = hosts[2] as TestKey
    const before = await balance(host.address)
    const { plan } = await exitOf(host)
    const claims = plan.now.filter(({ step }) => step.kind === 'claimHosting')
    await send(
      host,
      claims.map(({ step }) => stepCall(step, { account: host.address })),
    )
    expect((await balance(host.address)) - before).toBe(coin)
    expect((await exitOf(host)).state.hosting[0]?.shares).toEqual([])
  })

  /** Reads the state of an account, and plans its exit, as `infinitio exit` does. */
  async function exitOf({ address: account }: TestKey) {
    const access = openExitAccess({ rpcUrl: api.chain.rpcUrl })
    const search = { account, directory: api.chain.addresses.directory, downTo: 0n, onProgress: () => undefined }
    const state = await readExitState(access, await findPositions(access, search))
    return { state, plan: planExit(state, { keepOrders: true, skip: new Set() }) }
  }

  const now = async () => Number((await rpc.getBlock()).timestamp)
  const balance = (account: Address) =>
    rpc.readContract({ address: api.chain.addresses.pToken, abi: pTokenAbi, functionName: 'balanceOf', args: [account] })

  async function hosting(wallet: TestKey, ...args: string[]) {
    await api.services.clock.refresh()
    const ended = await cli.run(['hosting', ...args, '--yes', '--json'], { wallet: wallet.privateKey })
    return { code: ended.code, json: JSON.parse(ended.out === '' ? ended.err : ended.out) as unknown }
  }

  async function send({ privateKey }: TestKey, calls: readonly ContractCall[]): Promise<void> {
    const steps = calls.map(({ to, data }) => ({ to, data, value: 0n, gas: 2_000_000n, what: 'a call of a test' }))
    await sendCalls(rpc, { privateKey, calls: steps, timeoutMs: 30_000 })
  }

  function approval(amount: bigint): ContractCall {
    return { to: api.chain.addresses.pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [ledger, amount] }) }
  }

  /** Registers a service of a host with a bond of 10 PT. */
  async function register(host: TestKey, place: number): Promise<ServiceId> {
    const facts = { payee: host.address, royaltyTo: zeroAddress, royaltyBps: bps(0n), lockSeconds: 3_600, salt: hex32(`0x${'7'.repeat(64)}`) }
    const terms = {
      ...({ version: 1, kind: 'chat', asset: 'PToken', model, url: `https://host-${place}.example/v1`, contact: '' } as const),
      ...{ inputPrice: assetUnits(1n), cachedPrice: assetUnits(1n), outputPrice: assetUnits(1n), step: usualStep, leastDeposit: assetUnits(0n) },
      responseKey: host.address,
    }
    const args = [{ ...facts, royaltyBps: 0 }] as const
    const service = serviceId(await rpc.readContract({ address: ledger, abi: serviceLedgerAbi, functionName: 'serviceIdOf', args }))
    const amount = assetUnits(10n * coin)
    await send(host, [
      registerServiceCall({ ledger, facts, operator: zeroAddress, terms: toHex(termsBytes(terms)) }),
      approval(amount),
      depositToLedgerCall({ ledger, account: host.address, asset: 'PToken', amount }),
      bondServiceCall({ ledger, service, amount }),
    ])
    return service
  }

  /** Settles 1 PT from a new channel of the payer. */
  async function settle(service: ServiceId, host: TestKey): Promise<void> {
    const channel: ChannelFacts = { payer: payer.address, key: channelKey.address, curve: 'secp256k1', service, asset: 'PToken' }
    const amount = assetUnits(coin)
    await send(payer, [
      approval(amount),
      depositToLedgerCall({ ledger, account: payer.address, asset: 'PToken', amount }),
      fundChannelCall({ ledger, channel, serial: 0, total: amount }),
    ])
    const rows = encodePacked(['address', 'uint24', 'uint32', 'uint96'], [payer.address, 0, 1, amount])
    const typed = ledgerTypedData('List', { service, asset: 0, rows: hex32(keccak256(rows)) }, { chainId: developmentChainId, ledger })
    const keySignature = await privateKeyToAccount(channelKey.privateKey).signTypedData(typed as never)
    await send(host, [settleListCall({ ledger, service, asset: 'PToken', key: channelKey.address, rows, keySignature })])
  }

  async function report(member: TestKey, slot: number) {
    const heads = (letter: string) => [hex32(`0x${letter.repeat(64)}`), hex32(`0x${letter.repeat(64)}`)]
    const answers = services.map((service, place) => ({ service, heads: heads(place === 4 ? 'b' : 'a') }))
    const message = checkReportText({ chainId: developmentChainId, directory: api.chain.addresses.directory, slot, model, answers })
    const signature = (await privateKeyToAccount(member.privateKey).signMessage({ message })).toLowerCase()
    return { slot, validator: member.address, model, answers, signature }
  }
})
