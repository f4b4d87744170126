import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { marketAbi } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { signCancelLease, signEnd } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPdf } from './readPdf.ts'
import { signedLease } from './signedLease.ts'
import { type CommandMarket, startCommandMarket } from './startCommandMarket.ts'

const daySeconds = 86_400
const monthOf = (seconds: bigint | number) => new Date(Number(seconds) * 1_000).toISOString().slice(0, 7)

type Sums = { leases: number; pay: bigint; fee: bigint; refund: bigint }

describe('the payments of a provider', () => {
  let started: CommandMarket
  let api: CommandMarket['api']
  let market: CommandMarket['market']
  let before: bigint
  /** The sums of the chain's events about closed leases, by month. The market's statement must show the same sums. */
  let chain: Map<string, Sums>
  beforeAll(async () => {
    started = await startCommandMarket()
    ;({ api, market } = started)
    before = await balance()
    await rentAndEnd('paid for a moment', 0)
    await rentAndEnd('paid for twenty minutes', 1_200)
    await cancelBooked('cancelled')
    await market.travel(31 * daySeconds)
    await rentAndEnd('paid in the next month', 2_400)
    chain = await closedOnChain()
  }, 240_000)
  afterAll(() => started?.stop())

  it('are the events of the contract to the unit, by month, and the money on its account', async () => {
    const client = await api.signedIn(api.accounts.provider)
    const months = [...chain.keys()].toSorted().toReversed()
    expect(months).toHaveLength(2)
    for (const month of months) {
      const { total, leases, months: all } = await client.wholeProviderStatement({ month })
      const { leases: count, pay, fee, refund } = chain.get(month) ?? expect.unreachable()
      expect(all).toEqual(months)
      expect(leases).toHaveLength(count)
      expect(total).toMatchObject({ pay: `${pay}`, fee: `${fee}`, earned: `${pay - fee}`, refund: `${refund}`, compensation: '0' })
    }
    const sums = [...chain.values()]
    const earned = sums.reduce((sum, { pay, fee }) => sum + pay - fee, 0n)
    expect(sums.map(({ leases }) => leases).toSorted()).toEqual([1, 3])
    expect(earned).toBeGreaterThan(0n)
    expect(await balance()).toBe(before + earned - (await relayFees()))
  })

  it('are the same by the command: as JSON, as CSV with a total, and as a PDF that only its owner can read', async () => {
    const [month] = [...chain.keys()].toSorted()
    const { pay, fee, leases } = chain.get(month ?? '') ?? expect.unreachable()
    const earnings = (...args: string[]) =>
      started.cli.run(['earnings', '--month', month ?? '', ...args], { wallet: api.chain.keys.provider.privateKey })
    const json = await earnings('--json')
    expect(JSON.parse(json.out).total, json.err).toMatchObject({ pay: `${pay}`, fee: `${fee}`, earned: `${pay - fee}` })
    const csv = await earnings('--csv')
    expect(csv, csv.err).toMatchObject({ code: 0, err: '' })
    const [head = [], ...rows] = csv.out
      .trim()
      .split('\r\n')
      .map((line) => line.split(','))
    const total = Object.fromEntries(head.map((column, at) => [column, rows.at(-1)?.[at]]))
    expect(rows).toHaveLength(leases + 1)
    expect(total).toMatchObject({ closed_utc: 'total', pay_base_units: `${pay}`, fee_base_units: `${fee}`, earned_base_units: `${pay - fee}` })
    const file = join(started.cli.home, 'payments.pdf')
    expect(await earnings('--pdf', file)).toMatchObject({ code: 0, out: `The statement is written to ${file}.\n` })
    expect(readPdf(readFileSync(file)).text.join('\n')).toContain(exactPt(pay - fee))
    expect(await earnings('--pdf', file)).toMatchObject({ code: 80, err: expect.stringContaining('(api.file_exists)') })
  })

  const provider = () => api.chain.keys.provider.address
  const rpc = () => createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 10_000 })
  const place = () => ({ address: api.chain.addresses.market, abi: marketAbi }) as const

  async function balance(): Promise<bigint> {
    return (await rpc().readContract({ ...place(), functionName: 'account', args: [provider()] })).balance
  }

  /** Rents a machine for an hour and ends the lease after some seconds, which the renter accepts. */
  async function rentAndEnd(name: string, seconds: number): Promise<void> {
    const { leaseId } = await market.runLease(await market.list(name))
    if (seconds > 0) await market.travel(seconds)
    const lease = await signedLease(api, leaseId)
    await api.client.placeRelay(await signEnd(api.accounts.renter, { lease, accept: true, chain: await api.client.getChain() }))
    await market.leaseWhen(leaseId, 'the lease is closed', ({ state }) => state === 'closed')
  }

  async function cancelBooked(name: string): Promise<void> {
    const { leaseId } = await market.bookLease(await market.list(name))
    const lease = await signedLease(api, leaseId)
    await api.client.placeRelay(await signCancelLease(api.accounts.renter, { lease, chain: await api.client.getChain() }))
    await market.leaseWhen(leaseId, 'the lease is cancelled', ({ state }) => state === 'closed')
  }

  /** Sums the events of closed leases by month, directly from the chain and not from our database. All these leases are on machines of this provider. */
  async function closedOnChain(): Promise<Map<string, Sums>> {
    const logs = await rpc().getContractEvents({ ...place(), eventName: 'LeaseClosed', fromBlock: 0n, strict: true })
    const sums = new Map<string, Sums>()
    for (const { blockNumber, args } of logs) {
      const month = monthOf((await rpc().getBlock({ blockNumber })).timestamp)
      const { leases, pay, fee, refund } = sums.get(month) ?? { leases: 0, pay: 0n, fee: 0n, refund: 0n }
      sums.set(month, { leases: leases + 1, pay: pay + args.pay, fee: fee + args.providerFee, refund: refund + args.refund })
    }
    return sums
  }

  /** Returns the relay fees that the provider paid. They are the price for sending its messages to the chain, such as the message that a machine is ready. */
  async function relayFees(): Promise<bigint> {
    const filter = { ...place(), eventName: 'RelayFeePaid', args: { account: provider() }, fromBlock: 0n, strict: true } as const
    return (await rpc().getContractEvents(filter)).reduce((sum, { args }) => sum + args.amount, 0n)
  }
})

/** Formats base units as PT to the last digit. */
function exactPt(units: bigint): string {
  const unit = 10n ** 18n
  return `${units / unit}.${String(units % unit).padStart(18, '0')}`
}
