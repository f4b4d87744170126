import { directoryAbi, extendCall, leaseTermsToChain, marketAbi, nameKey, pTokenAbi } from '@infinitio/chain'
import { deployAll } from '@infinitio/chain/node'
import { type TestKey, testKey } from '@infinitio/chain/test'
import { escrowOf, unixSeconds } from '@infinitio/domain'
import { createWalletClient, encodeFunctionData, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startExitMarket } from '../../test/exitMarket.ts'
import { expectGas } from '../../test/expectGas.ts'
import { openExitAccess } from '../chain/exitAccess.ts'
import { findPositions } from './findPositions.ts'
import { readExitState } from './readExitState.ts'
import { runExit } from './runExit.ts'
import type { ExitSender } from '../chain/sendContractCall.ts'

describe('what the logs tell', () => {
  let market: Awaited<ReturnType<typeof startExitMarket>>
  beforeAll(async () => {
    market = await startExitMarket()
  })
  afterAll(async () => await market?.chain.stop())

  test('a lease that was extended has its new terms, and gives back the whole escrow', async () => {
    const { chain, send } = market
    const { renter } = chain.keys
    const { leaseId, terms } = await market.open(0n)
    await send(renter, extendCall({ market: chain.addresses.market, leaseId, terms, end: unixSeconds(terms.start + 10_800n) }))
    const { state, run } = await setup(renter)
    expect(state.leases.map((lease) => [lease.leaseId, lease.terms.durationSeconds])).toEqual([[leaseId, 10_800n]])
    const { ran } = await run()
    const [end] = ran.filter(({ planned }) => planned.step.kind === 'end')
    expect(end?.outcome.done).toBe(true)
    expect(end?.planned.gain?.amount).toBe(escrowOf((state.leases[0] ?? { terms }).terms))
  })

  test('terms that the chain does not confirm are named, not used', async () => {
    const { chain, send } = market
    const { renter } = chain.keys
    await market.fund()
    const opened = await market.open(2n ** 62n + 1n)
    const before = await setup(renter)
    await send(renter, extendCall({ market: chain.addresses.market, ...opened, end: unixSeconds(opened.terms.start + 10_800n) }))
    const stale = await readExitState(before.access, before.positions)
    expect([stale.leases, stale.unreadable]).toEqual([[], [opened.leaseId]])
    await (await setup(renter)).run()
  })

  test('a lease that was given away is left by its new owner, not by its renter', async () => {
    const { chain, send } = market
    const heir = testKey('heir')
    await market.fund()
    const { leaseId, terms } = await market.bookLater(2n ** 62n + 2n)
    const args = [leaseId, leaseTermsToChain(terms), heir.address] as const
    await send(chain.keys.renter, { to: chain.addresses.market, data: encodeFunctionData({ abi: marketAbi, functionName: 'transferLease', args }) })
    expect((await setup(chain.keys.renter)).state.leases).toEqual([])
    await market.client.request({ method: 'anvil_setBalance', params: [heir.address, '0xde0b6b3a7640000'] } as never)
    const { state, run } = await setup(heir)
    expect(state.leases.map(({ holder, terms: { renter } }) => [holder, renter])).toEqual([[heir.address, chain.keys.renter.address]])
    const { ran, plan } = await run()
    expect(ran.map(({ planned, outcome }) => [planned.step.kind, outcome.done])).toEqual([
      ['takeBackOrders', true],
      ['cancelLease', true],
      ['withdraw', true],
      ['redeem', true],
    ])
    expect([plan.now, plan.later]).toEqual([[], []])
  })

  test('a session key is revoked once', async () => {
    const { chain, send, client } = market
    const { renter } = chain.keys
    const key = testKey('session')
    const limits = { totalLeft: 10n ** 9n, dayCap: 10n ** 9n, expiry: Number((await market.now()) + 86_400n) }
    await send(renter, {
      to: chain.addresses.market,
      data: encodeFunctionData({ abi: marketAbi, functionName: 'authorize', args: [key.address, limits] }),
    })
    await market.fund()
    const { state, run } = await setup(renter)
    expect(state.markets.map(({ keys }) => keys)).toEqual([[key.address]])
    expect((await run()).ran.map(({ planned }) => planned.step.kind)).toContain('revokeKey')
    const args = [renter.address, key.address] as const
    const session = await client.readContract({ address: chain.addresses.market, abi: marketAbi, functionName: 'sessionOf', args })
    expect(session.totalLeft).toBe(0n)
    expect((await setup(renter)).state.markets.map(({ keys }) => keys)).toEqual([[]])
  })

  test('leases of an older Market are found after the Directory names another', async () => {
    const { chain, send } = market
    await market.fund()
    const { leaseId } = await market.open(2n ** 62n + 3n)
    const others = await deployAll({ rpcUrl: chain.rpcUrl, deployerKey: chain.keys.deployer.privateKey, stablecoin: null })
    const data = encodeFunctionData({ abi: directoryAbi, functionName: 'set', args: [nameKey('Market'), others.market] })
    await send(chain.keys.deployer, { to: chain.addresses.directory, data })
    const { positions, run } = await setup(chain.keys.renter)
    expect(positions.markets).toEqual([others.market, chain.addresses.market])
    expect(positions.leases.map((lease) => [lease.market, lease.leaseId])).toEqual([[chain.addresses.market, leaseId]])
    const { ran, plan } = await run()
    expect(ran.filter(({ outcome }) => !outcome.done)).toEqual([])
    expect([plan.now, plan.later]).toEqual([[], []])
    expect(ran.map(({ planned }) => planned.step.kind).at(-1)).toBe('redeem')
    const held = { address: chain.addresses.pToken, abi: pTokenAbi, functionName: 'balanceOf', args: [chain.keys.renter.address] } as const
    expect((await market.client.readContract(held)) < 10n ** 12n).toBe(true)
  })

  test('an address in the Directory that is not such a contract is ignored, and does not stop the exit', async () => {
    const { chain, send } = market
    const strange = testKey('no contract').address
    for (const name of ['Market', 'StakeVault', 'FeeSplitter']) {
      const data = encodeFunctionData({ abi: directoryAbi, functionName: 'set', args: [nameKey(name), strange] })
      await send(chain.keys.deployer, { to: chain.addresses.directory, data })
    }
    const { positions, state } = await setup(chain.keys.provider)
    expect(positions.markets).toContain(chain.addresses.market)
    expect(positions.ignored).toEqual([strange])
    expect(state.bonds.map(({ bonded }) => bonded)).toEqual([200_000n * 10n ** 18n])
  })

  async function setup(key: TestKey) {
    const { chain } = market
    const access = { ...openExitAccess({ rpcUrl: chain.rpcUrl }), sleep: () => new Promise<void>((resolve) => setTimeout(resolve, 25)) }
    const search = { account: key.address, directory: chain.addresses.directory, downTo: 0n, onProgress: () => undefined }
    const positions = await findPositions(access, search)
    const wallet = createWalletClient({ account: privateKeyToAccount(key.privateKey), transport: http(chain.rpcUrl) })
    const send: ExitSender = async (call) => await wallet.sendTransaction({ ...call, chain: null })
    const run = () => runExit(access, { positions, keepOrders: false, send, onSent: () => undefined, onRan: expectGas })
    return { access, positions, state: await readExitState(access, positions), run }
  }
})
