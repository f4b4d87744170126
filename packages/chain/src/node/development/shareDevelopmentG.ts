import type { Address } from '@infinitio/domain'
import { encodeFunctionData, type Hex, maxUint256, parseEther } from 'viem'
import type { ChainAddresses } from '../../addresses/chainAddresses.ts'
import type { GovernanceAddresses } from '../../addresses/governanceAddresses.ts'
import { gTokenAbi } from '../../generated/gTokenAbi.ts'
import { stakedGTokenAbi } from '../../generated/stakedGTokenAbi.ts'
import { createChainClient } from '../createChainClient.ts'
import { developmentChainId } from './developmentChainId.ts'
import { type PlannedCall, sendCalls } from '../sending/sendCalls.ts'

/**
 * The development allocation from the distribution of `developmentGenesisTable`. `faucet`: the amount that the faucet gives away. `stakePerVoter`: the stake of each
 * of three development voters, 10,500,000 G in total, with which any call may pass. `perSeedMaker`: twenty bonds for each validator that makes seeds, because
 * every hour in which its program stops between commit and reveal costs one.
 */
export const developmentG = { faucet: parseEther('1000000'), stakePerVoter: parseEther('3500000'), perSeedMaker: parseEther('100000') } as const

const callGas = 400_000n

/**
 * Distributes the development allocation of a new DAO: the faucet's G, a stake for each voter, who votes for itself, and G for the validators that make seeds.
 * The deployer's key must hold the distribution. Throws on any chain that is not a development chain.
 */
export async function shareDevelopmentG(input: {
  rpcUrl: string
  addresses: ChainAddresses
  governance: GovernanceAddresses
  deployerKey: Hex
  voters: readonly Address[]
  stakePerVoter: bigint
  seedMakers?: readonly Address[]
}): Promise<void> {
  const { addresses, governance, voters, stakePerVoter, seedMakers = [] } = input
  const { gToken, stakedGToken } = governance
  const client = createChainClient({ rpcUrl: input.rpcUrl, timeoutMs: 30_000 })
  if ((await client.getChainId()) !== developmentChainId || addresses.faucet === null)
    throw new Error('a development allocation is for development chains only')
  const step = (what: string, to: Address, data: Hex): PlannedCall => ({ what, to, data, value: 0n, gas: callGas })
  const fill = encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [addresses.faucet, developmentG.faucet] })
  const approve = encodeFunctionData({ abi: gTokenAbi, functionName: 'approve', args: [stakedGToken, maxUint256] })
  const stakes = voters.map((voter) => {
    const data = encodeFunctionData({ abi: stakedGTokenAbi, functionName: 'stakeFor', args: [voter, stakePerVoter] })
    return step(`staking for ${voter}`, stakedGToken, data)
  })
  const gifts = seedMakers.map((maker) => {
    const data = encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [maker, developmentG.perSeedMaker] })
    return step(`giving G to ${maker}`, gToken, data)
  })
  const calls = [step('filling the faucet with G', gToken, fill), step('approving G', gToken, approve), ...stakes, ...gifts]
  await sendCalls(client, { privateKey: input.deployerKey, calls, timeoutMs: 120_000 })
}
