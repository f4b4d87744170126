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
 * The parts of the line `distribution` in `developmentGenesisTable`, in base units of G:
 * - `faucet`: for the faucet to give away.
 * - `stakePerVoter`: the stake of each of the three development voters. Together they have 10,500,000 G, with which any vote can pass.
 * - `perSeedMaker`: twenty bonds for each validator that makes random seeds. A validator loses one bond for every hour in which its program stops after the
 *   commitment and before the reveal.
 */
export const developmentG = { faucet: parseEther('1000000'), stakePerVoter: parseEther('3500000'), perSeedMaker: parseEther('100000') } as const

const callGas = 400_000n

/**
 * Sends G to the faucet and to the validators that make random seeds (the amounts in `developmentG`), and stakes `stakePerVoter` for each voter. A voter
 * without a delegate then votes with its own stake. The deployer's key must hold all this G. Throws on any chain that is not a development chain or has no
 * faucet.
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
