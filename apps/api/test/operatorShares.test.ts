import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { marketAbi, pTokenAbi, testStablecoinAbi } from '@infinitio/chain'
import { createChainClient, setNativeBalances } from '@infinitio/chain/node'
import { startAttestors, testKey } from '@infinitio/chain/test'
import { formatPt, leaseTermsOf } from '@infinitio/domain'
import { signEnd } from '@infinitio/sdk'
import { encodeFunctionData, type Hex, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { readPdf } from './readPdf.ts'
import { signedLease } from './signedLease.ts'
import { startCli } from './startCli.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

const credited = 300

describe("the operator's share, with real leases", () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-share-'))
  const share = testKey('share')
  beforeAll(async () => {
    api = await startTestApi()
    // Fund the account before the engine starts. If the engine once finds a sender without gas, it does not use that sender for minutes.
    await setNativeBalances(createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 }), {
      accounts: [share.address],
      amount: parseEther('10'),
    })
    const keyFile = join(folder, 'share.key')
    writeFileSync(keyFile, `${share.privateKey}\n`, { mode: 0o600 })
    engine = startTestEngine(api, 'all', { settings: { SHARE_SENDER: `file:${keyFile}` } })
    market = liveMarket(api, engine)
    await market.fund(api.chain.keys.renter)
    await giveTokens()
  })
  afterAll(async () => {
    await engine?.stop()
    await api?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('leaves a provider that rents from its own second wallet with less than it began, and shows what it got', async () => {
    const attestors = await startAttestors(api.chain)
    const before = await ownMoney()
    const lease = await market.runLease(await market.list('shared'))
    await market.travel(900)
    await api.owner.query(
      `insert into fault_records (bid_hash, lease_id, node_id, provider, incident, from_at, until_at, facts, party, rule, source)
       select bid_hash, lease_id, node_id, provider, 'unreachable', ready_at + 100, ready_at + $2, '{}', 'nobody', 10, 'none' from leases where lease_id = $1`,
      [lease.leaseId, 100 + credited],
    )
    const statement = { kind: 'Credit', leaseId: lease.leaseId, creditedSeconds: credited } as const
    const root = await attestors.attest('credit', [{ kind: 'Credit', leaseId: 999n, creditedSeconds: 1 }, statement], { signers: 4 })
    await root.apply(statement, leaseTermsOf(lease))
    await market.leaseWhen(lease.leaseId, 'the credit is known', ({ creditSeconds }) => creditSeconds === BigInt(credited))
    const renter = await api.signedIn(api.accounts.renter)
    const provider = await api.signedIn(api.accounts.provider)
    const leaseId = String(lease.leaseId)
    expect((await provider.listLeaseFaults(leaseId)).items[0]?.share).toBeNull()
    await renter.placeRelay(
      await signEnd(api.accounts.renter, { lease: await signedLease(api, lease.leaseId), accept: true, chain: await renter.getChain() }),
    )
    const { renterFee, providerFee } = await market.leaseWhen(lease.leaseId, 'the lease is closed', ({ state }) => state === 'closed')
    const paid = await engine.until('the share is paid', async () => {
      const [fault] = (await provider.listLeaseFaults(leaseId)).items
      return fault?.share?.txHash == null ? null : fault.share
    })
    // The operator's share is at most half of the fees of this provider's leases, and at most a tenth of the fees of all leases. There is only one provider, so
    // both limits count the same fees, and the tenth is the lower limit.
    const amount = (renterFee + providerFee) / 10n
    expect(paid).toMatchObject({ seconds: credited, amount: String(amount), cuts: ['provider_fees', 'operator_fees'] })
    expect(BigInt(paid.asked)).toBeGreaterThan(amount)
    expect(before - (await ownMoney())).toBe(renterFee + providerFee - amount)
    const year = new Date((await api.client.getChain()).chainNow * 1_000).getUTCFullYear()
    expect((await provider.getProviderStatement({ year: String(year) })).leases).toMatchObject([{ leaseId, operatorShare: String(amount) }])
    const file = readPdf(Buffer.from(await provider.openProviderStatement({ year: String(year), language: 'en' }))).text.join(' ')
    const exact = formatPt(amount, { digits: 18 })
    expect(file).toContain(`share of the operator ${exact} PT`)
    expect(file).toContain(`The operator paid ${exact} PT as its share`)
    const cli = startCli(api)
    const listed = await cli.run(['fault', 'list', leaseId], { wallet: api.chain.keys.provider.privateKey })
    await cli.stop()
    expect(listed.out).toMatch(
      /Share of the operator for fault \d+: .* \(at most half of the fees .*; at most a tenth of all fees of this market in 30 days\)\./,
    )
  })

  /** Returns the market balances of the provider and of its second wallet. */
  async function ownMoney(): Promise<bigint> {
    const client = createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 })
    const { market: to } = api.chain.addresses
    const read = (account: Hex) => client.readContract({ address: to, abi: marketAbi, functionName: 'account', args: [account] })
    const accounts = await Promise.all([api.chain.keys.renter, api.chain.keys.provider].map(({ address }) => read(address)))
    return accounts.reduce((sum, { balance }) => sum + balance, 0n)
  }

  async function giveTokens(): Promise<void> {
    const { addresses, keys } = api.chain
    const units = 100n * 10n ** 6n
    const { stablecoin, pToken } = addresses
    const { deployer } = keys
    await market.send(deployer, {
      to: stablecoin,
      data: encodeFunctionData({ abi: testStablecoinAbi, functionName: 'mint', args: [deployer.address, units] }),
    })
    await market.send(deployer, {
      to: stablecoin,
      data: encodeFunctionData({ abi: testStablecoinAbi, functionName: 'approve', args: [pToken, units] }),
    })
    await market.send(deployer, { to: pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'mint', args: [units, share.address] }) })
  }
})
