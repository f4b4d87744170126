import { type Address, address, zeroAddress } from '@infinitio/domain'
import { encodeFunctionData, type Hex, maxUint256, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { ChainAddresses } from '../addresses/chainAddresses.ts'
import { nameKey } from '../addresses/directoryNames.ts'
import { formSetCall } from '../calls/lossCalls.ts'
import { attestationsAbi } from '../generated/attestationsAbi.ts'
import { pTokenAbi } from '../generated/pTokenAbi.ts'
import { stakeVaultAbi } from '../generated/stakeVaultAbi.ts'
import { testStablecoinAbi } from '../generated/testStablecoinAbi.ts'
import { createChainClient } from './createChainClient.ts'
import { type PlannedCall, sendCalls } from './sendCalls.ts'
import { setNativeBalances } from './setNativeBalances.ts'

/** The least bond of a validator, in base units, and a little more dollars than buy it. */
const stake = parseEther('1000')
const stableUnits = 1_100n * 10n ** 6n
const callGas = 400_000n

/**
 * Makes the operator's attestor the only validator of a development chain: bonded with the least stake, admitted by the deployer, in the set. Alone it may
 * end leases whose node is lost and credit unpaid seconds, and nothing else (ADR 18). Throws on any other chain.
 */
export async function formDevelopmentSet(input: { rpcUrl: string; addresses: ChainAddresses; deployerKey: Hex; attestorKey: Hex }): Promise<void> {
  const { addresses, deployerKey, attestorKey } = input
  const { stablecoin, pToken, stakeVault, attestations } = addresses
  const client = createChainClient({ rpcUrl: input.rpcUrl, timeoutMs: 30_000 })
  const deployer = privateKeyToAccount(deployerKey).address
  const attestor = address(privateKeyToAccount(attestorKey).address.toLowerCase())
  await setNativeBalances(client, { accounts: [attestor], amount: parseEther('1') })
  const step = (what: string, to: Address, data: Hex): PlannedCall => ({ what, to, data, value: 0n, gas: callGas })
  const bond = [nameKey('Validator'), stake] as const
  await sendCalls(client, {
    privateKey: deployerKey,
    timeoutMs: 120_000,
    calls: [
      step('minting test dollars', stablecoin, encodeFunctionData({ abi: testStablecoinAbi, functionName: 'mint', args: [deployer, stableUnits] })),
      step('approving test dollars', stablecoin, encodeFunctionData({ abi: testStablecoinAbi, functionName: 'approve', args: [pToken, maxUint256] })),
      step('minting PToken', pToken, encodeFunctionData({ abi: pTokenAbi, functionName: 'mint', args: [stableUnits, deployer] })),
      step('approving PToken', pToken, encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [stakeVault, maxUint256] })),
      step('bonding the attestor', stakeVault, encodeFunctionData({ abi: stakeVaultAbi, functionName: 'bondFor', args: [attestor, ...bond] })),
      step('admitting the attestor', attestations, encodeFunctionData({ abi: attestationsAbi, functionName: 'admit', args: [attestor, true] })),
    ],
  })
  const join = encodeFunctionData({ abi: attestationsAbi, functionName: 'join', args: [zeroAddress] })
  await sendCalls(client, { privateKey: attestorKey, calls: [step('joining the validators', attestations, join)], timeoutMs: 120_000 })
  const { to, data } = formSetCall({ attestations })
  await sendCalls(client, { privateKey: deployerKey, calls: [step('forming the set of validators', to, data)], timeoutMs: 120_000 })
}
