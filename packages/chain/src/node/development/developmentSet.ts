import { address, type Address, zeroAddress } from '@infinitio/domain'
import { encodeFunctionData, type Hex, maxUint256, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { ChainAddresses } from '../../addresses/chainAddresses.ts'
import { formSetCall } from '../../calls/lossCalls.ts'
import { attestationsAbi } from '../../generated/attestationsAbi.ts'
import { createChainClient } from '../createChainClient.ts'
import { type PlannedCall, sendCalls } from '../sending/sendCalls.ts'
import { nameKey } from '../../addresses/directoryNames.ts'
import { pTokenAbi } from '../../generated/pTokenAbi.ts'
import { stakeVaultAbi } from '../../generated/stakeVaultAbi.ts'
import { testStablecoinAbi } from '../../generated/testStablecoinAbi.ts'
import { setNativeBalances } from './setNativeBalances.ts'

/**
 * `stake` is the smallest bond of a validator. `forBonds` is the amount that each validator gets for the bonds of challenges to wrong epochs. Both are in base
 * units of PToken. `stableUnits` are the test dollars that buy both, in their base units.
 */
const stake = parseEther('1000')
const forBonds = parseEther('50')
const stableUnits = 1_100n * 10n ** 6n

const callGas = 400_000n
const formGas = 4_000_000n
const timeoutMs = 120_000

/**
 * Makes the validator set of a new development chain: pays the bonds of `members` and `others` and admits them, lets the members join with their own keys, and
 * forms the set. The program of every member must run, because a set of four needs three signatures for each statement. Throws on any other chain, and when a
 * set cannot be formed now.
 */
export async function formDevelopmentSet(input: {
  rpcUrl: string
  addresses: ChainAddresses
  deployerKey: Hex
  members: readonly { readonly address: Address; readonly privateKey: Hex }[]
  others?: readonly Address[]
}): Promise<void> {
  const { rpcUrl, addresses, deployerKey, members, others = [] } = input
  const { attestations } = addresses
  const validators = [...members.map(({ address }) => address), ...others]
  await admitDevelopmentValidators({ rpcUrl, addresses, deployerKey, validators })
  const client = createChainClient({ rpcUrl, timeoutMs: 30_000 })
  const step = (what: string, data: Hex): PlannedCall => ({ what, to: attestations, data, value: 0n, gas: callGas })
  const join = step('joining the validators', encodeFunctionData({ abi: attestationsAbi, functionName: 'join', args: [zeroAddress] }))
  // The members join one after another, because that defines their order in the set.
  for (const { privateKey } of members) await sendCalls(client, { privateKey, calls: [join], timeoutMs })
  // Forming the set stores each of up to 64 members, so it needs more gas.
  const form = { ...step('forming the set of validators', formSetCall({ attestations }).data), gas: formGas }
  await sendCalls(client, { privateKey: deployerKey, calls: [form], timeoutMs })
}

/**
 * Bonds validators with the smallest stake on a development chain and admits them. Gives them coins for transactions and PToken for challenges. The validators
 * join the set themselves when their programs run. Throws on any other chain. The deployer must still own Attestations.
 */
async function admitDevelopmentValidators(input: {
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

/**
 * Removes an account from the candidates for the validator set; does nothing for any other account. The next set is formed without this account, and its bond
 * remains. Used to remove a substitute once the other validators run.
 */
export async function leaveDevelopmentSet(input: { rpcUrl: string; attestations: Address; privateKey: Hex }): Promise<void> {
  const { rpcUrl, attestations, privateKey } = input
  const client = createChainClient({ rpcUrl, timeoutMs: 30_000 })
  const candidates = await client.readContract({ address: attestations, abi: attestationsAbi, functionName: 'candidates' })
  const own = address(privateKeyToAccount(privateKey).address.toLowerCase())
  if (!candidates.some((candidate) => candidate.toLowerCase() === own)) return
  const data = encodeFunctionData({ abi: attestationsAbi, functionName: 'resign' })
  const call = { what: 'leaving the validators', to: attestations, data, value: 0n, gas: 200_000n }
  await sendCalls(client, { privateKey, calls: [call], timeoutMs: 60_000 })
}
