import { directoryAbi, nameKey, stakeVaultAbi } from '@infinitio/chain'
import { createWalletClient, encodeFunctionData, type Hex, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readBond, startExitMarket } from '../../test/exitMarket.ts'
import { openExitAccess } from '../chain/exitAccess.ts'
import { findPositions } from './findPositions.ts'
import { expectGas } from '../../test/expectGas.ts'
import { runExit } from './runExit.ts'
import type { ExitSender } from '../chain/sendContractCall.ts'

const queueSeconds = 72 * 3_600
const waitSeconds = 35 * 86_400

describe('a bond that is held', () => {
  let market: Awaited<ReturnType<typeof startExitMarket>>
  beforeAll(async () => {
    market = await startExitMarket()
    // Only the vault's behaviour is tested, so the deployer takes the place of the two contracts that may freeze a bond.
    for (const name of ['DisputeCourt', 'Attestations']) {
      const args = [nameKey(name), market.chain.keys.deployer.address] as const
      await byDeployer(market.chain.addresses.directory, encodeFunctionData({ abi: directoryAbi, functionName: 'set', args }))
    }
  })
  afterAll(async () => await market?.chain.stop())

  test('by a court waits until the court lets it go', async () => {
    const until = Number((await market.now()) + 86_400n)
    await byDeployer(market.chain.addresses.stakeVault, encodeFunctionData({ abi: stakeVaultAbi, functionName: 'freeze', args: [...bond(), until] }))
    const held = await leave()
    expect(held.ran.map(({ planned }) => planned.step.kind)).toEqual(['takeBackOrders', 'redeem'])
    expect(held.plan.later.map(({ step, from }) => [step.kind, from])).toEqual([
      ['unbond', BigInt(until)],
      ['withdrawBond', BigInt(until + waitSeconds)],
    ])
  })

  test('by a slash that nobody carried out is freed by carrying it out, and the rest leaves whole', async () => {
    await market.chain.travel(86_401)
    const victim = market.chain.keys.renter.address
    const args = [...bond(), 1_000n, victim, 0n] as const
    await byDeployer(market.chain.addresses.stakeVault, encodeFunctionData({ abi: stakeVaultAbi, functionName: 'queueSlash', args }))
    const queued = await leave()
    expect(queued.ran).toEqual([])
    expect(queued.plan.later.map(({ step }) => step.kind)).toEqual(['executeSlash', 'unbond', 'withdrawBond'])

    await market.chain.travel(queueSeconds)
    const due = await leave()
    expect(due.ran.map(({ planned, outcome }) => [planned.step.kind, outcome.done])).toEqual([
      ['executeSlash', true],
      ['unbond', true],
    ])
    await market.chain.travel(waitSeconds)
    const last = await leave()
    expect(last.ran.map(({ planned }) => planned.step.kind)).toEqual(['withdrawBond', 'redeem'])
    expect(last.ran[0]?.planned.gain?.amount).toBe(180_000n * 10n ** 18n)
    expect((await readBond(market.chain, market.client)).unbonding).toBe(0n)
    expect([last.plan.now, last.plan.later]).toEqual([[], []])
  })

  const bond = () => [market.chain.keys.provider.address, nameKey('Provider')] as const
  const byDeployer = (to: typeof market.chain.addresses.directory, data: Hex) => market.send(market.chain.keys.deployer, { to, data })

  async function leave() {
    const { chain } = market
    const key = chain.keys.provider
    const access = { ...openExitAccess({ rpcUrl: chain.rpcUrl }), sleep: () => new Promise<void>((resolve) => setTimeout(resolve, 5)) }
    const search = { account: key.address, directory: chain.addresses.directory, downTo: 0n, onProgress: () => undefined }
    const positions = await findPositions(access, search)
    const wallet = createWalletClient({ account: privateKeyToAccount(key.privateKey), transport: http(chain.rpcUrl) })
    const send: ExitSender = async (call) => await wallet.sendTransaction({ ...call, chain: null })
    return await runExit(access, { positions, keepOrders: false, send, onSent: () => undefined, onRan: expectGas })
  }
})
