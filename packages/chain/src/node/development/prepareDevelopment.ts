import type { Address, Hex32 } from '@infinitio/domain'
import { encodeFunctionData, type Hex, maxUint256, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { ChainAddresses } from '../../addresses/chainAddresses.ts'
import { nameKey } from '../../addresses/directoryNames.ts'
import { directoryAbi } from '../../generated/directoryAbi.ts'
import { pTokenAbi } from '../../generated/pTokenAbi.ts'
import { stakeVaultAbi } from '../../generated/stakeVaultAbi.ts'
import { testStablecoinAbi } from '../../generated/testStablecoinAbi.ts'
import { createChainClient } from '../createChainClient.ts'
import { type PlannedCall, sendCalls } from '../sending/sendCalls.ts'
import { setNativeBalances } from './setNativeBalances.ts'

/** The accounts and keys of a development chain. `gatewayHostKey` is the raw ed25519 public key. */
export type DevelopmentParties = {
  readonly rpcUrl: string
  readonly addresses: ChainAddresses
  readonly deployerKey: Hex
  readonly senderAddresses: readonly Address[]
  /** The account from which the operator pays its shares: the pay of providers for credited time. Null if the operator pays none. */
  readonly shareAddress?: Address | null
  readonly receiptAddress: Address
  readonly gatewayHostKey: Hex32
  readonly providerAddresses: readonly Address[]
}

/** Bond of each provider in base units. */
export const developmentBond = parseEther('200000')

const senderNativeBalance = parseEther('1000')
const providerNativeBalance = parseEther('100')
const faucetNativeBalance = parseEther('1000000')
const stableUnitsForShares = 10_000n * 10n ** 6n
const stableUnitsPerProvider = 250_000n * 10n ** 6n
const callGas = 300_000n

/**
 * Prepares a new deployment on a development chain:
 * - native coins for the senders, the providers, the faucet and the account of the operator's shares;
 * - the senders in the engine set, and the receipt and gateway keys in the Directory;
 * - for each provider a bond, and 45,000 PToken in its wallet;
 * - 9,800 PToken for the operator's shares.
 * Throws on any other chain.
 */
export async function prepareDevelopment(input: DevelopmentParties): Promise<void> {
  const { addresses, deployerKey, providerAddresses, shareAddress = null } = input
  const client = createChainClient({ rpcUrl: input.rpcUrl, timeoutMs: 30_000 })
  await setNativeBalances(client, {
    accounts: [...input.senderAddresses, ...(shareAddress === null ? [] : [shareAddress])],
    amount: senderNativeBalance,
  })
  await setNativeBalances(client, { accounts: providerAddresses, amount: providerNativeBalance })
  if (addresses.faucet !== null) await setNativeBalances(client, { accounts: [addresses.faucet], amount: faucetNativeBalance })
  const calls = [...directoryCalls(input), ...bondCalls(input, privateKeyToAccount(deployerKey).address), ...shareCalls(input)]
  await sendCalls(client, { privateKey: deployerKey, calls, timeoutMs: 120_000 })
}

function directoryCalls({ addresses, senderAddresses, receiptAddress, gatewayHostKey }: DevelopmentParties): PlannedCall[] {
  const to = addresses.directory
  const step = (what: string, data: Hex): PlannedCall => ({ what, to, data, value: 0n, gas: callGas })
  return [
    ...senderAddresses.map((sender) =>
      step(`adding ${sender} to the engine set`, encodeFunctionData({ abi: directoryAbi, functionName: 'setEngine', args: [sender, true] })),
    ),
    step('setting the receipt key', encodeFunctionData({ abi: directoryAbi, functionName: 'setReceiptKey', args: [receiptAddress] })),
    step('setting the gateway host key', encodeFunctionData({ abi: directoryAbi, functionName: 'setGatewayHostKey', args: [gatewayHostKey] })),
  ]
}

function bondCalls({ addresses, providerAddresses }: DevelopmentParties, deployer: Address | Hex): PlannedCall[] {
  if (providerAddresses.length === 0) return []
  const { stablecoin, pToken, stakeVault } = addresses
  const stableUnits = stableUnitsPerProvider * BigInt(providerAddresses.length)
  const step = (what: string, to: Address, data: Hex): PlannedCall => ({ what, to, data, value: 0n, gas: callGas })
  const surplus = (stableUnitsPerProvider * 10n ** 12n * 98n) / 100n - developmentBond
  return [
    step('minting test dollars', stablecoin, encodeFunctionData({ abi: testStablecoinAbi, functionName: 'mint', args: [deployer, stableUnits] })),
    step('approving test dollars', stablecoin, encodeFunctionData({ abi: testStablecoinAbi, functionName: 'approve', args: [pToken, maxUint256] })),
    step('minting PToken', pToken, encodeFunctionData({ abi: pTokenAbi, functionName: 'mint', args: [stableUnits, deployer] })),
    step('approving PToken', pToken, encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [stakeVault, maxUint256] })),
    ...providerAddresses.flatMap((provider) => {
      const bondFor = encodeFunctionData({ abi: stakeVaultAbi, functionName: 'bondFor', args: [provider, nameKey('Provider'), developmentBond] })
      const transfer = encodeFunctionData({ abi: pTokenAbi, functionName: 'transfer', args: [provider, surplus] })
      return [step(`bonding for ${provider}`, stakeVault, bondFor), step(`giving PToken to ${provider}`, pToken, transfer)]
    }),
  ]
}

function shareCalls({ addresses: { stablecoin, pToken }, shareAddress = null, deployerKey }: DevelopmentParties): PlannedCall[] {
  if (shareAddress === null) return []
  const deployer = privateKeyToAccount(deployerKey).address
  const units = stableUnitsForShares
  const step = (what: string, to: Address, data: Hex): PlannedCall => ({ what, to, data, value: 0n, gas: callGas })
  return [
    step('minting test dollars', stablecoin, encodeFunctionData({ abi: testStablecoinAbi, functionName: 'mint', args: [deployer, units] })),
    step('approving test dollars', stablecoin, encodeFunctionData({ abi: testStablecoinAbi, functionName: 'approve', args: [pToken, maxUint256] })),
    step('minting PToken for shares', pToken, encodeFunctionData({ abi: pTokenAbi, functionName: 'mint', args: [units, shareAddress] })),
  ]
}
