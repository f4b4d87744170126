import { marketAbi } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { readStatementSums } from '@infinitio/db'
import { address } from '@infinitio/domain'
import type { AccountStatementWire } from '@infinitio/domain/wire'
import { signEnd, statementCsv } from '@infinitio/sdk'
import { openExitAccess, readTokens } from '@infinitio/sdk/wallet'
import { encodeFunctionData } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readStatement } from '../src/actions/accounts/readStatement.ts'
import { type CommandMarket, startCommandMarket } from './startCommandMarket.ts'
import { signedLease } from './signedLease.ts'

describe('the statement of an account, and its money by the command', () => {
  let started: CommandMarket
  let api: CommandMarket['api']
  let engine: CommandMarket['engine']
  let market: CommandMarket['market']
  let cli: CommandMarket['cli']
  beforeAll(async () => {
    started = await startCommandMarket()
    ;({ api, cli, engine, market } = started)
  })
  afterAll(() => started?.stop())

  it('matches the chain to the unit: each line has its transaction, from final blocks only, in pages that meet', async () => {
    const lease = await market.runLease(await market.list('on the statement'))
    const chain = await api.client.getChain()
    await api.client.placeRelay(await signEnd(api.accounts.renter, { lease: await signedLease(api, lease.leaseId), accept: true, chain }))
    await market.leaseWhen(lease.leaseId, 'the lease is closed', ({ state }) => state === 'closed')
    const withdraw = encodeFunctionData({ abi: marketAbi, functionName: 'withdraw', args: [123_456_789n, renter()] })
    await market.send(api.chain.keys.renter, { to: api.chain.addresses.market, data: withdraw })
    const whole = await monthWhen('the withdrawal is final', ({ lines }) => lines.some(({ kind }) => kind === 'withdrawal'))
    expect(whole.lines.map(({ kind }) => kind)).toEqual(['deposit', 'escrow', 'refund', 'withdrawal'])
    let balance = BigInt(whole.opening)
    for (const line of whole.lines) {
      balance += BigInt(line.amount)
      expect([line.kind, line.balanceAfter, line.blockNumber <= whole.finalBlock]).toEqual([line.kind, balance.toString(), true])
      expect((await api.client.getTransaction(line.txHash)).blockNumber).toBe(line.blockNumber)
    }
    const [first] = await api.owner.query<{ timestamp: bigint }>('select timestamp from blocks order by number limit 1', [])
    expect(whole.firstMonth).toBe(new Date(Number(first?.timestamp) * 1_000).toISOString().slice(0, 7))
    expect([whole.closing, whole.complete, whole.next]).toEqual([balance.toString(), false, null])
    expect(BigInt(whole.opening) + BigInt(whole.came) - BigInt(whole.went)).toBe(balance)
    expect(balance).toBe(await onChainAt(BigInt(whole.finalBlock)))
    // Read the account statement in pages of one line. Together, the pages must have each line once, and every page must have the same closing balance.
    const client = await api.signedIn(api.accounts.renter)
    const { month } = whole
    const paged: AccountStatementWire['lines'] = []
    let cursor: string | null | undefined
    while (cursor !== null) {
      const page = await client.getStatement({ month, limit: 1, ...(cursor === undefined ? {} : { cursor }) })
      expect([page.lines.length, page.closing]).toEqual([1, whole.closing])
      paged.push(...page.lines)
      cursor = page.nextCursor
    }
    expect(paged).toEqual(whole.lines)
    const next = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1)).toISOString().slice(0, 7)
    expect(await client.getStatement({ month: next })).toMatchObject({ opening: whole.closing, closing: whole.closing, lines: [], complete: false })
    expect(await client.getStatement({ month: '2024-01' })).toMatchObject({ opening: '0', closing: '0', lines: [], complete: true })
    const rows = statementCsv(whole).split('\r\n')
    expect([rows.length, rows[2]?.split(',').length]).toEqual([whole.lines.length + 3, 9])
    expect(rows.at(-2)).toContain(`,withdrawal,,,123456789,${whole.closing},`)
  })

  it('leaves out lines that a reorg can remove', async () => {
    await engine.stop()
    const account = renter()
    const month = new Date((await api.client.getChain()).chainNow * 1_000).toISOString().slice(0, 7)
    const before = await readStatement({ db: api.owner as never, tasks: api.services.tasks }, { account, query: { month } })
    const last = before.lines.at(-1)
    await api.owner.query('update follower_checkpoint set final_number = $1', [BigInt(last?.blockNumber ?? 0) - 1n])
    const now = await readStatement({ db: api.owner as never, tasks: api.services.tasks }, { account, query: { month } })
    expect(now.lines).toEqual(before.lines.filter(({ blockNumber }) => blockNumber < (last?.blockNumber ?? 0)))
    expect(now.closing).toBe(now.lines.at(-1)?.balanceAfter)
    expect((await readStatementSums(api.owner, { account, from: 0n, until: 1n })).opening).toBe(0n)
    await api.owner.query('update follower_checkpoint set final_number = $1', [BigInt(before.finalBlock)])
    ;({ engine, market } = started.restartEngine())
  })

  it('is moved from a terminal to the unit: redeem, mint, deposit and withdraw', async () => {
    const access = openExitAccess({ rpcUrl: api.chain.rpcUrl })
    const { addresses } = await api.client.getChain()
    const held = () => readTokens(access, { account: renter(), addresses })
    const unit = 10n ** 18n
    const take = encodeFunctionData({ abi: marketAbi, functionName: 'withdraw', args: [3n * unit, renter()] })
    await market.send(api.chain.keys.renter, { to: api.chain.addresses.market, data: take })
    const start = await held()
    expect(await runCli(['wallet', 'redeem', '2'])).toMatchObject({ code: 90, err: expect.stringContaining('wallet.not_confirmed') })
    expect((await held()).pToken).toBe(start.pToken)
    expect(await runCli(['wallet', 'redeem', '0.0000005', '--yes'])).toMatchObject({ err: expect.stringContaining('account.redeem_pays_nothing') })
    expect((await runCli(['wallet', 'redeem', '2', '--yes'])).err).toContain('To the wallet')
    const redeemed = await held()
    expect([redeemed.pToken, redeemed.stableUnits]).toEqual([start.pToken - 2n * unit, start.stableUnits + 2_000_000n])
    const minted = JSON.parse((await runCli(['wallet', 'mint', '1.5', '--yes', '--json'])).out)
    const after = await held()
    expect([minted.minted, after.pToken, after.stableUnits]).toEqual([
      String((147n * unit) / 100n),
      redeemed.pToken + (147n * unit) / 100n,
      redeemed.stableUnits - 1_500_000n,
    ])
    const balance = await onChainAt(null)
    expect((await runCli(['wallet', 'deposit', '1.000000000000000001', '--yes'])).code).toBe(0)
    expect(await onChainAt(null)).toBe(balance + unit + 1n)
    expect(await runCli(['wallet', 'mint', '1000000', '--yes'])).toMatchObject({
      code: 40,
      err: expect.stringContaining('account.insufficient_tokens'),
    })
    expect((await held()).pToken).toBe(after.pToken - unit - 1n)
  }, 180_000)

  const renter = () => address(api.accounts.renter.address.toLowerCase())

  function monthWhen(what: string, until: (statement: AccountStatementWire) => boolean): Promise<AccountStatementWire> {
    return engine.until(what, async () => {
      const client = await api.signedIn(api.accounts.renter)
      const month = new Date((await client.getChain()).chainNow * 1_000).toISOString().slice(0, 7)
      const statement = await client.wholeStatement({ month })
      return until(statement) ? statement : null
    })
  }

  /** Returns the account's balance in the contract, at a block or now. */
  async function onChainAt(blockNumber: bigint | null): Promise<bigint> {
    const rpc = createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 5_000 })
    const call = { address: api.chain.addresses.market, abi: marketAbi, functionName: 'account', args: [renter()] } as const
    return (await rpc.readContract(blockNumber === null ? call : { ...call, blockNumber })).balance
  }

  /** Runs the command line client with the renter's key. */
  const runCli = (args: string[]) => cli.run(args, { wallet: api.chain.keys.renter.privateKey })
})
