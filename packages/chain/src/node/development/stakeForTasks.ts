import type { Address } from '@infinitio/domain'
import { encodeFunctionData, type Hex, parseEther, parseUnits } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { ChainAddresses } from '../../addresses/chainAddresses.ts'
import { readTaskPool } from '../../addresses/taskAddresses.ts'
import { addTaskStakeCall, depositToPoolCall } from '../../calls/poolAccountCalls.ts'
import { pTokenAbi } from '../../generated/pTokenAbi.ts'
import { testStablecoinAbi } from '../../generated/testStablecoinAbi.ts'
import { createChainClient } from '../createChainClient.ts'
import { type PlannedCall, sendCalls } from '../sending/sendCalls.ts'
import { developmentChainId } from './developmentChainId.ts'
import { setNativeBalances } from './setNativeBalances.ts'

/** The stake of each provider of a development chain at the task pool, in PToken. */
const stakePTokens = 2_000n
const unitsPerPToken = 10n ** 9n
/** Test dollars that buy the stake, including the part of each mint that stays in the reserve. */
const stableForStake = parseUnits('2100', 6)
const callGas = 400_000n

/**
 * Lets providers of a development chain stake 2,000 PToken each at the task pool. A stake counts only one hour after it was made. But the first blocks of a new
 * development chain have a time of one hour ago, so that its machines can run tasks at once. Throws on any other chain, and if the chain has no task pool.
 */
export async function stakeForTasks(input: {
  rpcUrl: string
  addresses: ChainAddresses
  deployerKey: Hex
  providers: readonly { readonly address: Address; readonly privateKey: Hex }[]
}): Promise<void> {
  const { addresses, deployerKey, providers } = input
  const { directory, pToken, stablecoin } = addresses
  const client = createChainClient({ rpcUrl: input.rpcUrl, timeoutMs: 30_000 })
  if ((await client.getChainId()) !== developmentChainId) throw new Error('stakes for tasks are given on development chains only')
  const pool = await readTaskPool(client, directory)
  if (pool === null) throw new Error('this development chain has no task pool')
  const amount = parseEther(`${stakePTokens}`)
  const stable = stableForStake * BigInt(providers.length)
  const deployer = privateKeyToAccount(deployerKey).address
  const call = (what: string, { to, data }: { to: Address; data: Hex }): PlannedCall => ({ what, to, data, value: 0n, gas: callGas })
  const approve = (spender: Address) => encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [spender, amount] })
  await setNativeBalances(client, { accounts: providers.map((provider) => provider.address), amount: parseEther('100') })
  const given: PlannedCall[] = [
    call('minting test dollars', {
      to: stablecoin,
      data: encodeFunctionData({ abi: testStablecoinAbi, functionName: 'mint', args: [deployer, stable] }),
    }),
    call('approving test dollars', {
      to: stablecoin,
      data: encodeFunctionData({ abi: testStablecoinAbi, functionName: 'approve', args: [pToken, stable] }),
    }),
    call('minting PToken for stakes', { to: pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'mint', args: [stable, deployer] }) }),
    ...providers.map(({ address: to }) =>
      call('giving PToken to a provider', { to: pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'transfer', args: [to, amount] }) }),
    ),
  ]
  await sendCalls(client, { privateKey: deployerKey, calls: given, timeoutMs: 120_000 })
  const own = (account: Address) => [
    call('approving the stake', { to: pToken, data: approve(pool) }),
    call('paying the stake in', depositToPoolCall({ pool, account, amount })),
    call('staking for tasks', addTaskStakeCall({ pool, units: stakePTokens * unitsPerPToken })),
  ]
  await Promise.all(providers.map(({ address, privateKey }) => sendCalls(client, { privateKey, calls: own(address), timeoutMs: 120_000 })))
}
