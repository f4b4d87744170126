import {
  collectServiceBondCall,
  type ContractCall,
  depositToLedgerCall,
  depositToPoolCall,
  finishChannelCall,
  fundChannelCall,
  readFindings,
  readHostingPool,
  ripenTaskStakeCall,
} from '@infinitio/chain'
import { type Address, assetUnits, zeroAddress } from '@infinitio/domain'
import { createWalletClient, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectGas } from '../../test/expectGas.ts'
import { type RpcLimits, startLimitedRpc } from '../../test/limitedRpc.ts'
import { heldBy, people, type ServicesMarket, startServicesMarket } from '../../test/servicesMarket.ts'
import { openExitAccess } from '../chain/exitAccess.ts'
import type { ExitSender } from '../chain/sendContractCall.ts'
import { checkReceiver } from '../wallet/checkReceiver.ts'
import { exitHoldings } from './exitHoldings.ts'
import { type ExitPositions, findPositions } from './findPositions.ts'
import { planExit } from './planExit.ts'
import { readExitState } from './readExitState.ts'
import { type ExitReport, runExit } from './runExit.ts'

const coin = 10n ** 18n
const day = 86_400
const narrow: RpcLimits = { blocks: 40, results: 30, busyEvery: 7, oldest: 0 }
/**
 * The stranger pays in before each of this many transactions of the account that leaves. The account then sends two more transactions, which take out the last
 * gifts.
 */
const gifts = 10
const { leaver, spender, stranger } = people

/** The account leaves in four runs, because the contracts have waiting times. The tests build on each other. No API, engine or database runs. */
describe('leaving AI services and tasks with an RPC alone', () => {
  let market: ServicesMarket
  let supply = { pToken: 0n, g: 0n }
  let positions: ExitPositions | null = null
  beforeAll(async () => {
    market = await startServicesMarket()
    supply = await totals()
  })
  afterAll(async () => await market?.chain.stop())

  test('refuses a withdrawal from the Market to any contract that holds money, and allows any other receiver', async () => {
    const { client, chain, ledger, pool } = market
    const { directory } = chain.addresses
    const more = [await readFindings(client, directory), await readHostingPool(client, directory)].map((found) => found ?? zeroAddress)
    const access = openExitAccess({ rpcUrl: chain.rpcUrl })
    for (const to of [ledger, pool, chain.addresses.stakeVault, directory, ...more])
      await expect(checkReceiver(access, { account: leaver.address, to, directory }), to).rejects.toMatchObject({ code: 'account.receiver_invalid' })
    for (const to of [stranger.address, leaver.address]) await checkReceiver(access, { account: leaver.address, to, directory })
  })

  test('shows what is in each contract, and the steps with their dates', async () => {
    const { read, stop } = await setup({ limits: narrow })
    const state = await read()
    const [{ amounts } = { amounts: {} }] = exitHoldings(state)
    expect(amounts).toMatchObject({ pot: 3n * coin, potG: 3n * coin, channels: 4n * coin, channelsG: 2n * coin, serviceBond: 3n * coin })
    expect(amounts).toMatchObject({
      stake: 6n * coin,
      stakeLeaving: 0n,
      hosting: (25n * coin) / 10n,
      walletG: 3n * coin,
      dueG: coin,
      market: 0n,
      bonded: 0n,
    })
    const plan = planExit(state, { keepOrders: false, skip: new Set() })
    expect(plan.now.map(({ step }) => step.kind)).toEqual([
      ...['revokeSpending', 'exitChannel', 'exitChannel', 'unbondService', 'revokeSubmitKey', 'cancelBatch'],
      ...['withdrawPot', 'withdrawPot', 'withdrawPool', 'redeem'],
    ])
    const ripeAt = state.pools[0]?.ripeAt ?? 0n
    expect(
      plan.later.map(({ step, from }) => [
        step.kind,
        (from ?? 0n) - (step.kind.endsWith('hannel') || step.kind.endsWith('Service') ? state.now : ripeAt),
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['finishChannel', 3_600n],
        ['ripenStake', 0n],
        ['unstake', 0n],
        ['collectStake', BigInt(7 * day)],
        ['collectService', BigInt(14 * day)],
      ]),
    )
    const kept = planExit(state, { keepOrders: true, skip: new Set() }).now.map(({ step }) => step.kind)
    expect(kept.filter((kind) => kind.startsWith('revoke'))).toEqual([])
    await stop()
  })

  test('starts every wait at once and takes out what is free, though it dies again and again and a stranger pays in before each step', async () => {
    const nonce = await market.client.getTransactionCount({ address: leaver.address })
    const [reports, sent]: [ExitReport[], string[]] = [[], []]
    for (let at = 0; reports.length === 0 && at < 40; at += 1) {
      let count = 0
      const wrap = (send: ExitSender) => async (call: Parameters<ExitSender>[0]) => {
        count += 1
        if (count > 2) throw new Error('killed before sending')
        if (sent.length < gifts) await strangerPays(1n)
        const hash = await send(call)
        sent.push(hash)
        if (count === 2 && at % 2 === 0) throw new Error('killed after sending')
        return hash
      }
      const { run } = await setup({ wrap })
      await run().then(
        (report) => reports.push(report),
        () => undefined,
      )
    }
    expect(reports[0]?.refused).toBeNull()
    expect((await market.client.getTransactionCount({ address: leaver.address })) - nonce).toBe(sent.length)
    const state = await (await setup()).read()
    expect(state.ledgers[0]).toMatchObject({ allowances: [], channels: [{ serial: 0 }, { serial: 0 }] })
    expect(state.ledgers[0]?.channels.every(({ exitAt }) => exitAt > 0n) && (state.ledgers[0]?.services[0]?.outAt ?? 0n) > 0n).toBe(true)
    expect(state.pools[0]).toMatchObject({ keys: [], batches: [] })
    expect(await heldBy(market.client, market.gToken, leaver.address)).toBe(6n * coin)
  })

  test('the revoked key can no longer fill a channel out of the pot', async () => {
    await market.send(stranger, depositToLedgerCall({ ledger: market.ledger, account: leaver.address, asset: 'PToken', amount: assetUnits(coin) }))
    const channel = { ...market.channels.PToken, key: spender.address }
    const fill = market.send(spender, fundChannelCall({ ledger: market.ledger, channel, serial: 0, total: assetUnits(5n * coin) }))
    await expect(fill).rejects.toThrow(/failed in transaction/)
  })

  test('closes channels and starts the wait of the stake after an hour, though strangers close and count first', async () => {
    await market.chain.travel(3_601)
    let hasMoved = false
    const wrap = (send: ExitSender) => async (call: Parameters<ExitSender>[0]) => {
      // After the plan is made and before its first step is sent, a stranger takes the steps that anyone may send.
      if (!hasMoved) {
        hasMoved = true
        const finish = Object.values(market.channels).map((channel) => finishChannelCall({ ledger: market.ledger, channel }))
        await market.send(stranger, ...finish, ripenTaskStakeCall({ pool: market.pool, provider: leaver.address }))
      }
      return await send(call)
    }
    const report = await (await setup({ wrap })).run()
    expect(report.refused).toBeNull()
    // The channels close at different seconds, so the steps can come in more than one order.
    expect(report.plan.later.map(({ step }) => step.kind).sort()).toEqual(['collectService', 'collectStake', 'refundHosting', 'takeDue'])
    expect(report.state.ledgers[0]).toMatchObject({ pots: { PToken: 0n, G: 0n }, channels: [], walletG: 8n * coin })
    expect(report.state.pools[0]).toMatchObject({ bonded: 0n, young: 0n, leaving: 6n * coin })
  })

  test('does not make a waiting stake wait longer, and takes everything out at the end, though a stranger collects the bond first', async () => {
    await market.chain.travel(7 * day)
    const stake = await (await setup()).run()
    expect(stake.ran.map(({ planned }) => planned.step.kind)).toEqual(['collectStake', 'refundHosting', 'withdrawPool', 'redeem'])
    await market.chain.travel(7 * day)
    await market.send(stranger, collectServiceBondCall({ ledger: market.ledger, service: market.own }))
    const last = await (await setup()).run()
    expect(last).toMatchObject({ refused: null, plan: { now: [], later: [] } })
    const [{ amounts } = { amounts: {} as never }] = exitHoldings(last.state)
    const { coin: coins, wallet, walletG, ...rest } = amounts
    expect(Object.values(rest).every((amount) => amount === 0n)).toBe(true)
    expect([walletG, wallet < 10n ** 12n]).toEqual([9n * coin, true])
    // The account takes out all its 100 PT and the stranger's gifts, less the base fee that was burned when the batch was submitted.
    expect(coins).toBeGreaterThan(100n * 10n ** 6n)
    const after = await totals()
    expect(supply.pToken - after.pToken).toBe(coins * 10n ** 12n)
    expect(after.g).toBe(supply.g)
    expect(await heldBy(market.client, market.chain.addresses.pToken, market.ledger)).toBe(0n)
  })

  async function strangerPays(amount: bigint): Promise<void> {
    const account = leaver.address
    const calls: ContractCall[] = [
      depositToLedgerCall({ ledger: market.ledger, account, asset: 'PToken', amount: assetUnits(amount) }),
      depositToPoolCall({ pool: market.pool, account, amount }),
    ]
    await market.send(stranger, ...calls)
  }

  async function totals() {
    const supplyOf = async (token: Address) =>
      await market.client.readContract({ address: token, abi: [supplyAbi], functionName: 'totalSupply' } as const)
    return { pToken: await supplyOf(market.chain.addresses.pToken), g: await supplyOf(market.gToken) }
  }

  type Setup = { readonly limits?: RpcLimits; readonly wrap?: (send: ExitSender) => ExitSender }

  async function setup({ limits, wrap = (send) => send }: Setup = {}) {
    const { chain } = market
    const rpc = limits === undefined ? { url: chain.rpcUrl, stop: async () => undefined } : await startLimitedRpc(chain.rpcUrl, limits)
    const access = {
      ...openExitAccess({ rpcUrl: rpc.url }),
      sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.min(ms, 5))),
    }
    const search = { account: leaver.address, directory: chain.addresses.directory, downTo: 0n, onProgress: () => undefined }
    positions ??= await findPositions(access, search)
    const found = positions
    const wallet = createWalletClient({ account: privateKeyToAccount(leaver.privateKey), transport: http(chain.rpcUrl) })
    const send = wrap(async (call) => await wallet.sendTransaction({ ...call, chain: null }))
    const run = () => runExit(access, { positions: found, keepOrders: false, send, onSent: () => undefined, onRan: expectGas }).finally(rpc.stop)
    return { read: () => readExitState(access, found), run, stop: rpc.stop }
  }
})

const supplyAbi = { type: 'function', name: 'totalSupply', stateMutability: 'view', inputs: [], outputs: [{ name: '', type: 'uint256' }] } as const
