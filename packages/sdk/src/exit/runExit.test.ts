import type { TestKey } from '@infinitio/chain/test'
import type { Address } from '@infinitio/domain'
import { createWalletClient, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RpcLimits, startLimitedRpc } from '../../test/limitedRpc.ts'
import { readAccount, readBond, startExitMarket } from '../../test/exitMarket.ts'
import { openExitAccess } from '../chain/exitAccess.ts'
import { movedBetween } from './exitHoldings.ts'
import { findPositions } from './findPositions.ts'
import { expectGas } from '../../test/expectGas.ts'
import { planExit } from './planExit.ts'
import { readExitState } from './readExitState.ts'
import { runExit } from './runExit.ts'
import type { ExitSender } from '../chain/sendContractCall.ts'

const unbondingSeconds = 35 * 86_400
const generous: RpcLimits = { blocks: 1_000_000, results: 10_000, busyEvery: 0, oldest: 0 }

type Setup = { key: TestKey; limits?: RpcLimits; at?: Address; wrap?: (send: ExitSender) => ExitSender }

describe('leaving with an RPC alone', () => {
  let market: Awaited<ReturnType<typeof startExitMarket>>
  beforeAll(async () => {
    market = await startExitMarket()
  })
  afterAll(async () => await market?.chain.stop())

  test('an account that has nothing has nothing to do', async () => {
    const { access, positions, run } = await setup({ key: { ...market.chain.keys.receipt } })
    const state = await readExitState(access, positions)
    expect(planExit(state, { keepOrders: false, skip: new Set() })).toEqual({ now: [], later: [], dust: 0n })
    expect((await run()).ran).toEqual([])
  })

  test('finds the same by the Directory and by the Market, through an RPC with the narrowest limits', async () => {
    const lease = await market.open(0n)
    await market.chain.mine(40)
    const { renter } = market.chain.keys
    const plain = await setup({ key: renter })
    expect(plain.positions.leases).toEqual([{ market: market.chain.addresses.market, ...lease }])
    const limited = await setup({ key: renter, limits: { blocks: 7, results: 3, busyEvery: 3, oldest: 0 }, at: market.chain.addresses.market })
    expect(limited.positions).toEqual(plain.positions)
    await limited.stop()
  })

  test('says how many leases an RPC kept back, and still takes out the rest', async () => {
    const { client } = market
    const oldest = Number(await client.getBlockNumber()) - 5
    const { positions, access, stop } = await setup({ key: market.chain.keys.renter, limits: { ...generous, oldest } })
    expect(positions).toMatchObject({ missing: 1, leases: [] })
    const state = await readExitState(access, positions)
    expect(planExit(state, { keepOrders: true, skip: new Set() }).now.map(({ step }) => step.kind)).toEqual(['withdraw', 'redeem'])
    await stop()
  })

  test('refuses an address that is neither a Directory nor a Market', async () => {
    await expect(setup({ key: market.chain.keys.renter, at: market.chain.addresses.stablecoin })).rejects.toThrow(/chain.directory_unknown/)
    await expect(setup({ key: market.chain.keys.renter, at: market.chain.keys.renter.address })).rejects.toThrow(/chain.directory_unknown/)
  })

  test('names an RPC that is away', async () => {
    const access = { ...openExitAccess({ rpcUrl: 'http://127.0.0.1:1' }), sleep: async () => undefined }
    const search = { account: market.chain.keys.renter.address, directory: market.chain.addresses.directory, downTo: 0n, onProgress: () => undefined }
    await expect(findPositions(access, search)).rejects.toThrow(/chain.rpc_silent/)
  })

  test('names an account without coins for the fee before anything is sent', async () => {
    const { client, chain } = market
    const { renter } = chain.keys
    const native = await client.getBalance({ address: renter.address })
    await setNative(renter, 0n)
    const { run } = await setup({ key: renter })
    await expect(run()).rejects.toThrow(/wallet.insufficient_gas/)
    await setNative(renter, native)
  })

  test('renter and provider leave with everything to the unit, and only money of others remains', async () => {
    const { chain, client } = market
    const { renter, provider } = chain.keys
    await market.open(1n)
    await chain.travel(4_000)
    const before = await market.books()

    const leaving = await (await setup({ key: renter })).run()
    expect(leaving.ran.map(({ planned }) => planned.step.kind)).toEqual(['takeBackOrders', 'end', 'end', 'withdraw', 'redeem'])
    expect(leaving).toMatchObject({ refused: null, plan: { now: [], later: [] } })
    for (const { planned, before: from, after } of leaving.ran) {
      const moved = planned.gain === null ? [] : movedBetween(from, after).filter(({ place }) => place === planned.gain?.place)
      if (planned.gain?.certainty === 'exact') expect(moved).toMatchObject([{ place: planned.gain.place, amount: planned.gain.amount }])
    }
    expect((await readAccount(chain, client, renter.address)).balance).toBe(0n)

    const first = await (await setup({ key: provider })).run()
    expect(first.ran.map(({ planned }) => planned.step.kind)).toEqual(['takeBackOrders', 'unbond', 'withdraw', 'redeem'])
    expect(first.plan.later.map(({ step, from }) => [step.kind, from])).toEqual([['withdrawBond', BigInt((await readBond(chain, client)).releaseAt)]])
    const promised = first.ran[0]?.before ?? first.state
    expect(planExit(promised, { keepOrders: true, skip: new Set() }).later.map(({ gain }) => gain?.amount)).toEqual([200_000n * 10n ** 18n])
    await chain.travel(unbondingSeconds)
    const last = await (await setup({ key: provider })).run()
    expect(last.ran.map(({ planned }) => planned.step.kind)).toEqual(['withdrawBond', 'redeem'])
    expect(last.plan).toMatchObject({ now: [], later: [] })

    const after = await market.books()
    const scale = 10n ** 12n
    const out = (after.renterCoin - before.renterCoin + after.providerCoin - before.providerCoin) * scale
    expect(before.supply - after.supply).toBe(out)
    expect(before.reserve - after.reserve).toBe(out)
    expect(after.renter < scale && after.provider < scale).toBe(true)
    expect((await readBond(chain, client)).unbonding).toBe(0n)
    const fees = (await readAccount(chain, client, provider.address)).fees
    const relayed = (await readAccount(chain, client, chain.keys.sender.address)).balance
    expect(after.inMarket).toBe(fees + relayed)
    expect(after.inVault).toBe(0n)
    const ofOthers = ({ supply, inMarket, inVault, ...books }: typeof after) => supply - inMarket - inVault - books.renter - books.provider
    expect(ofOthers(after)).toBe(ofOthers(before))
  })

  test('a run that dies before or after any of its transactions is repeated until all is out, and sends nothing twice', async () => {
    const { chain, client } = market
    const { renter } = chain.keys
    await market.fund()
    const nonce = await client.getTransactionCount({ address: renter.address })
    for (let at = 0, isDone = false; !isDone; at += 1) {
      let sent = 0
      const dying = await setup({
        key: renter,
        wrap: (send) => async (call) => {
          sent += 1
          if (sent > 1) throw new Error('killed before sending')
          const hash = await send(call)
          if (at % 2 === 0) throw new Error('killed after sending')
          return hash
        },
      })
      isDone = (await dying.run().catch(() => null)) !== null
      expect(at).toBeLessThan(20)
    }
    const whole = await setup({ key: renter })
    expect((await whole.run()).ran).toEqual([])
    expect((await readAccount(chain, client, renter.address)).balance).toBe(0n)
    // The orders are already cancelled, so only withdraw and redeem were sent.
    expect((await client.getTransactionCount({ address: renter.address })) - nonce).toBe(2)
  })

  async function setNative({ address }: TestKey, wei: bigint): Promise<void> {
    await market.client.request({ method: 'anvil_setBalance', params: [address, `0x${wei.toString(16)}`] } as never)
  }

  async function setup({ key, limits = generous, at, wrap = (send) => send }: Setup) {
    const { chain } = market
    const rpc = await startLimitedRpc(chain.rpcUrl, limits)
    const access = {
      ...openExitAccess({ rpcUrl: rpc.url }),
      sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.min(ms, 5))),
    }
    const search = { account: key.address, directory: at ?? chain.addresses.directory, downTo: 0n, onProgress: () => undefined }
    const positions = await findPositions(access, search).catch(async (error: unknown) => {
      await rpc.stop()
      throw error
    })
    const wallet = createWalletClient({ account: privateKeyToAccount(key.privateKey), transport: http(chain.rpcUrl) })
    const send = wrap(async (call) => await wallet.sendTransaction({ ...call, chain: null }))
    const run = () => runExit(access, { positions, keepOrders: false, send, onSent: () => undefined, onRan: expectGas }).finally(rpc.stop)
    return { access, positions, run, stop: rpc.stop }
  }
})
