import type { Address } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import type { ChainAddresses } from '../../addresses/chainAddresses.ts'
import type { GovernanceAddresses } from '../../addresses/governanceAddresses.ts'
import { directoryAbi } from '../../generated/directoryAbi.ts'
import { timelockAbi } from '../../generated/timelockAbi.ts'
import { createChainClient } from '../createChainClient.ts'
import { type PlannedCall, sendCalls } from '../sending/sendCalls.ts'

const callGas = 200_000n

/**
 * Plans the calls that make the timelock (the contract that executes votes) the owner of the market's contracts. Each contract needs two calls: the present
 * owner offers the ownership, and the timelock accepts it.
 */
export function planHandOver(addresses: ChainAddresses, { timelock }: GovernanceAddresses): PlannedCall[] {
  const { directory, classCatalog, nodeRegistry, attestations, feeSplitter } = addresses
  const step = (what: string, to: Address, data: Hex): PlannedCall => ({ what, to, data, value: 0n, gas: callGas })
  return Object.entries({ directory, classCatalog, nodeRegistry, attestations, feeSplitter }).flatMap(([name, owned]) => [
    step(`offering ${name}`, owned, encodeFunctionData({ abi: directoryAbi, functionName: 'transferOwnership', args: [timelock] })),
    step(`taking ${name}`, timelock, encodeFunctionData({ abi: timelockAbi, functionName: 'takeOwnership', args: [owned] })),
  ])
}

/**
 * Makes the timelock the owner of every contract of the market that has an owner. (It owns those of the DAO from their creation.) Only a vote can reverse this.
 * Afterwards, a new key in the Directory becomes valid only after 48 h. Resolves when all transactions are mined.
 */
export async function handOver(input: {
  rpcUrl: string
  addresses: ChainAddresses
  governance: GovernanceAddresses
  deployerKey: Hex
}): Promise<void> {
  const client = createChainClient({ rpcUrl: input.rpcUrl, timeoutMs: 30_000 })
  const calls = planHandOver(input.addresses, input.governance)
  await sendCalls(client, { privateKey: input.deployerKey, calls, timeoutMs: 120_000 })
}
