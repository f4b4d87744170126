import { marketAbi, nameKey, nodeRegistryAbi, stakeVaultAbi } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { type Attestors, type LeaseStatement, startAttestors } from '@infinitio/chain/test'
import type { LeaseRow } from '@infinitio/db'
import { address, leaseTermsOf } from '@infinitio/domain'
import type { WalletWire } from '@infinitio/domain/wire'
import { type Client, signEnd } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditOf } from './auditOf.ts'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'
import { signedLease } from './signedLease.ts'

const isLong = process.env.TEST_LONG === '1'

const nodeLost = 5
const fullPowerSigners = 4
const waitSeconds = 120
const feeOf = (pay: bigint, feeBps: number) => (pay * BigInt(feeBps) + 9_999n) / 10_000n

describe('what a quorum attests about a lease, from the signatures to the statements', () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let attestors: Attestors
  let renter: Client
  let provider: Client
  beforeAll(async () => {
    api = await startTestApi()
    attestors = await startAttestors(api.chain)
    engine = startTestEngine(api)
    market = liveMarket(api, engine)
    await market.fund(api.chain.keys.renter)
    renter = await api.signedIn(api.accounts.renter)
    provider = await api.signedIn(api.accounts.provider)
  })
  afterAll(async () => {
    await engine?.stop()
    await api?.stop()
  })

  it('takes credited seconds off the bill of a running lease; two with more than two thirds of the stake are enough', async () => {
    const lease = await market.runLease(await market.list('credited'))
    await market.travel(900)
    const credit: LeaseStatement = { kind: 'Credit', leaseId: lease.leaseId, creditedSeconds: 300 }
    await attest('credit while running', credit, { lease, signers: 2 })
    const credited = await market.leaseWhen(lease.leaseId, 'the credit is known', ({ creditSeconds }) => creditSeconds === 300n)
    expect([credited.state, credited.refund]).toEqual(['active', 0n])
    expect(await renter.getLease(String(lease.leaseId))).toMatchObject({ creditSeconds: 300, events: [{ kind: 'credited' }, {}, {}] })
    await end(lease, { accept: true })
    const closed = await market.leaseWhen(lease.leaseId, 'the lease is closed', ({ state }) => state === 'closed')
    await expectClosed(closed, { billed: closed.endAt - (closed.readyAt ?? 0n) - 300n, lines: [['refund', closed.refund]] })
    expect(await auditOf(api, engine)).toEqual([])
  })

  it.skipIf(!isLong)('refunds seconds credited after the end at once, and pays the rest at the close', async () => {
    const lease = await market.runLease(await market.list('credited late'))
    await market.travel(900)
    await end(lease, { accept: false })
    const ended = await market.leaseWhen(lease.leaseId, 'the lease is ended', ({ state }) => state === 'ended')
    await attest('credit after the end', { kind: 'Credit', leaseId: lease.leaseId, creditedSeconds: 120 }, { lease, signers: 4 })
    const credited = await market.leaseWhen(lease.leaseId, 'the credit is known', ({ creditSeconds }) => creditSeconds === 120n)
    const billed = ended.endAt - (ended.readyAt ?? 0n)
    const price = lease.pricePerGpuSecond
    const back = price * 120n + feeOf(price * billed, lease.feeBps) - feeOf(price * (billed - 120n), lease.feeBps)
    expect(credited.refund - ended.refund).toBe(back)
    await market.travel(3_700)
    const closed = await market.leaseWhen(lease.leaseId, 'the lease is closed', ({ state }) => state === 'closed')
    const lines: Line[] = [
      ['refund', ended.refund],
      ['credit', back],
    ]
    await expectClosed(closed, { billed: billed - 120n, lines })
    expect(await auditOf(api, engine)).toEqual([])
  })

  it.each([
    { signers: 4, compensates: true },
    { signers: 3, compensates: false },
  ])('ends the lease of a lost node where its silence began; $signers signers compensate: $compensates', async ({ signers, compensates }) => {
    const lease = await market.runLease(await market.list(`lost to ${signers}`))
    await market.travel(900)
    const since = (lease.readyAt ?? 0n) + 400n
    const [bondBefore, shownBefore] = [await bond(), BigInt((await provider.getWallet({})).bonded)]
    const owed = compensates ? await compensationOf(lease) : 0n
    await attest(`loss by ${signers}`, { kind: 'Loss', leaseId: lease.leaseId, since: Number(since) }, { lease, signers })
    const lost = await market.leaseWhen(lease.leaseId, 'the lease is ended', ({ state }) => state === 'ended')
    expect([lost.endReason, lost.endAt, lost.compensation]).toEqual([nodeLost, since, owed])
    expect(bondBefore - (await bond())).toBe(owed)
    expect(shownBefore - BigInt((await provider.getWallet({})).bonded)).toBe(owed)
    await market.travel(3_700)
    const closed = await market.leaseWhen(lease.leaseId, 'the lease is closed', ({ state }) => state === 'closed')
    const compensation: Line[] = compensates ? [['compensation', owed]] : []
    await expectClosed(closed, { billed: 400n, lines: [['refund', closed.refund], ...compensation] })
    expect(await renter.getLeaseReceipt(String(lease.leaseId))).toMatchObject({ reason: 'node_lost', compensation: String(owed) })
    expect(await auditOf(api, engine)).toEqual([])
  })

  type Line = [kind: WalletWire['statement'][number]['kind'], amount: bigint]

  async function attest(subject: string, statement: LeaseStatement, { lease, signers }: { lease: LeaseRow; signers: number }): Promise<void> {
    const root = await attestors.attest(subject, [{ kind: 'Credit', leaseId: 999n, creditedSeconds: 1 }, statement], { signers })
    // Without full power, the contract waits for the signatures of the others.
    if (signers < fullPowerSigners) await market.travel(waitSeconds)
    await root.apply(statement, leaseTermsOf(lease))
  }

  async function end({ leaseId }: LeaseRow, { accept }: { accept: boolean }): Promise<void> {
    await renter.placeRelay(await signEnd(api.accounts.renter, { lease: await signedLease(api, leaseId), accept, chain: await renter.getChain() }))
  }

  /**
   * Checks that the database row, the receipt, both account statements and the contract have the same billed amount. `lines` are the lines of the renter's
   * statement after the escrow.
   */
  async function expectClosed(closed: LeaseRow, { billed, lines }: { billed: bigint; lines: Line[] }): Promise<void> {
    const pay = closed.pricePerGpuSecond * billed
    const fee = feeOf(pay, closed.feeBps)
    const refund = closed.escrow - pay - fee
    expect([closed.pay, closed.renterFee, closed.providerFee, closed.refund]).toEqual([pay, fee, fee, refund])
    const receipt = await renter.getLeaseReceipt(String(closed.leaseId))
    expect(receipt).toMatchObject({
      billedSeconds: Number(billed),
      pay: String(pay),
      renterFee: String(fee),
      providerGets: String(pay - fee),
      refund: String(refund),
    })
    // Between the two requests, the last block of the receipt may become final. So `final` may differ.
    expect(await provider.getLeaseReceipt(String(closed.leaseId))).toEqual({ ...receipt, final: expect.any(Boolean) })
    const [ours, theirs] = await Promise.all([renter.getWallet({ limit: 100 }), provider.getWallet({ limit: 100 })])
    expect(linesOf(ours, closed)).toEqual(sorted([['escrow', -closed.escrow], ...lines]))
    expect(linesOf(theirs, closed).reduce((sum, [kind, amount]) => (kind === 'lease_pay' ? sum + amount : sum), 0n)).toBe(pay - fee)
    for (const { account, balance } of [ours, theirs]) expect(BigInt(balance)).toBe((await onChain(account)).balance)
  }

  function linesOf({ statement }: WalletWire, { leaseId }: LeaseRow): Line[] {
    return sorted(statement.filter((line) => line.leaseId === String(leaseId)).map(({ kind, amount }): Line => [kind, BigInt(amount)]))
  }

  const rpc = () => createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 })

  function onChain(account: string) {
    return rpc().readContract({ address: api.chain.addresses.market, abi: marketAbi, functionName: 'account', args: [address(account)] })
  }

  async function bond(): Promise<bigint> {
    const args = [api.chain.keys.provider.address, nameKey('Provider')] as const
    return (await rpc().readContract({ address: api.chain.addresses.stakeVault, abi: stakeVaultAbi, functionName: 'bondOf', args })).bonded
  }

  /** The compensation is the price of one hour, or the bond per GPU divided by 24 if that is less. The machine has one GPU. */
  async function compensationOf({ nodeId, pricePerGpuSecond }: LeaseRow): Promise<bigint> {
    const args = [nodeId as `0x${string}`] as const
    const perGpu = await rpc().readContract({ address: api.chain.addresses.nodeRegistry, abi: nodeRegistryAbi, functionName: 'bondPerGpu', args })
    const hour = pricePerGpuSecond * 3_600n
    return perGpu / 24n < hour ? perGpu / 24n : hour
  }
})

function sorted<Entry extends readonly [string, bigint]>(lines: Entry[]): Entry[] {
  return lines.toSorted(([one], [other]) => one.localeCompare(other))
}
