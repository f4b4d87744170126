import type { Address } from '@infinitio/domain'
import { encodeFunctionData, type Hex, maxUint256, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { ChainAddresses } from '../../addresses/chainAddresses.ts'
import { nameKey } from '../../addresses/directoryNames.ts'
import { attestationsAbi } from '../../generated/attestationsAbi.ts'
import { pTokenAbi } from '../../generated/pTokenAbi.ts'
import { stakeVaultAbi } from '../../generated/stakeVaultAbi.ts'
import { testStablecoinAbi } from '../../generated/testStablecoinAbi.ts'
import { createChainClient } from '../createChainClient.ts'
import { type PlannedCall, sendCalls } from '../sending/sendCalls.ts'
import { setNativeBalances } from './setNativeBalances.ts'

/** The least bond of a validator, what it may put down in demands, and dollars that buy both. */
const stake = parseEther('1000')
const forBonds = parseEther('50')
const stableUnits = 1_100n * 10n ** 6n
const callGas = 400_000n

/**
 * Bonds validators with the least stake on a development chain, admits them, and gives them coins for their transactions and PToken for challenges. They join the set
 * themselves when they run. Throws on any other chain. The deployer must own Attestations still.
 */
export async function admitDevelopmentValidators(input: {
  rpcUrl: string
  addresses: ChainAddresses
  deployerKey: Hex
  validators: readonly Address[]
}): Promise<void> {
  const { addresses, deployerKey, validators } = input
  const { stablecoin, pToken, stakeVault, attestations } = addresses
  const client = createChainClient({ rpcUrl: input.rpcUrl, timeoutMs: 30_000 })
  const deployer = privateKeyToAccount(deployerKey).address
  await setNativeBalances(client, { accounts: [...validators], amount: parseEther('10') })
  const step = (what: string, to: Address, data: Hex): PlannedCall => ({ what, to, data, value: 0n, gas: callGas })
  const units = stableUnits * BigInt(validators.length)
  await sendCalls(client, {
    privateKey: deployerKey,
    timeoutMs: 120_000,
    calls: [
      step('minting test dollars', stablecoin, encodeFunctionData({ abi: testStablecoinAbi, functionName: 'mint', args: [deployer, units] })),
      step('approving test dollars', stablecoin, encodeFunctionData({ abi: testStablecoinAbi, functionName: 'approve', args: [pToken, maxUint256] })),
      step('minting PToken', pToken, encodeFunctionData({ abi: pTokenAbi, functionName: 'mint', args: [units, deployer] })),
      step('approving PToken', pToken, encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [stakeVault, maxUint256] })),
      ...validators.flatMap((validator) => {
        const bond = [validator, nameKey('Validator'), stake] as const
        return [
          step('bonding a validator', stakeVault, encodeFunctionData({ abi: stakeVaultAbi, functionName: 'bondFor', args: bond })),
          step('giving it PToken', pToken, encodeFunctionData({ abi: pTokenAbi, functionName: 'transfer', args: [validator, forBonds] })),
          step('admitting it', attestations, encodeFunctionData({ abi: attestationsAbi, functionName: 'admit', args: [validator, true] })),
        ]
      }),
    ],
  })
}
