import { depositToPoolCall, pTokenAbi, readTaskPool, submitBatchCall, taskPoolAbi } from '@infinitio/chain'
import { createChainClient, prepareDevelopment, sendCalls } from '@infinitio/chain/node'
import { deployTestGovernance, startTestChain, type TestChain } from '@infinitio/chain/test'
import { type address, durationSeconds, hex32, pTokenUnits, unixSeconds, zeroAddress } from '@infinitio/domain'
import { createLogger } from '@infinitio/process'
import { encodeFunctionData, maxUint256, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { splitFees } from './splitFees.ts'

const word = hex32(`0x${'1'.repeat(64)}`)
const tasks = 20

describe('the fees of the task pool', () => {
  let chain: TestChain
  let client: ReturnType<typeof createChainClient>
  let pool: ReturnType<typeof address>

  beforeAll(async () => {
    chain = await startTestChain()
    client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
    await deployTestGovernance(chain)
    pool = (await readTaskPool(client, chain.addresses.directory)) ?? expect.unreachable()
    const { deployer, receipt, sender, provider } = chain.keys
    await prepareDevelopment({
      ...{ rpcUrl: chain.rpcUrl, addresses: chain.addresses, deployerKey: deployer.privateKey, senderAddresses: [sender.address] },
      ...{ receiptAddress: receipt.address, gatewayHostKey: word, providerAddresses: [provider.address] },
    })
  }, 120_000)
  afterAll(() => chain.stop())

  it('are burned and split by the member whose hour it is, once there are some', async () => {
    const { provider } = chain.keys
    const { timestamp } = await client.getBlock()
    const approve = { to: chain.addresses.pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [pool, maxUint256] }) }
    const batch = {
      ...{ salt: word, submitter: provider.address, adapter: word, inputRoot: word, classMask: 1n << 4n, refClass: 4, chunks: 64, count: tasks },
      ...{ minVramGib: 16, minTier: 0, reward: pTokenUnits(parseEther('0.1')), verifyShare: pTokenUnits(parseEther('0.2')), tip: pTokenUnits(0n) },
      ...{ runSeconds: durationSeconds(60n), fetchSeconds: 60, deadline: unixSeconds(timestamp + 86_400n) },
      ...{ storeKey: zeroAddress },
    }
    await split()
    const supply = await totalSupply()
    for (const call of [
      approve,
      depositToPoolCall({ pool, account: provider.address, amount: parseEther('20') }),
      submitBatchCall({ pool, batch }),
    ]) {
      const calls = [{ ...call, value: 0n, gas: 900_000n, what: 'a call of the test' }]
      await sendCalls(client, { privateKey: provider.privateKey, calls, timeoutMs: 60_000 })
    }
    const { burn } = await dues()
    expect(burn).toBeGreaterThan(0n)
    await split()
    expect(await dues()).toEqual({ burn: 0n, fees: 0n })
    expect(await totalSupply()).toBe(supply - burn)
  }, 120_000)

  const dues = () => client.readContract({ address: pool, abi: taskPoolAbi, functionName: 'dues' })
  const totalSupply = () => client.readContract({ address: chain.addresses.pToken, abi: pTokenAbi, functionName: 'totalSupply' })

  async function split(): Promise<void> {
    const { address: account, privateKey } = chain.keys.deployer
    const { number, timestamp } = await client.getBlock()
    const set = { setHash: word, formedAt: 0n, since: 0n, members: [{ account, stake: 1n, word: account }] }
    const fees = { providers: new Set<ReturnType<typeof address>>(), readTo: 0n, splitHour: null }
    const own = { address: account, privateKey, client, fees, logger: createLogger({ room: 'validator test' }) }
    await splitFees({ ...own, opened: { addresses: chain.addresses } }, { head: number, headTime: timestamp, set })
  }
})
