import {
  type ChainAddresses,
  type GovernanceAddresses,
  gTokenAbi,
  infinitioGovernorAbi,
  pTokenAbi,
  stakedGTokenAbi,
  timelockAbi,
  vestingAbi,
} from '@infinitio/chain'
import { address } from '@infinitio/domain'
import type { GovernWire } from '@infinitio/domain/wire'
import type { Client } from 'viem'
import { multicall, readContract } from 'viem/actions'

/** The block at which all data of one API answer is read. */
export type AtBlock = { readonly blockNumber: bigint; readonly blockTimestamp: bigint }
/** The newest block when the chain was asked. */
export type HeadBlock = AtBlock & { readonly blockHash: string }

/** Returns the reserve, the supply and the surplus of PToken at a block, from PToken's own views. Throws viem's errors. */
export async function readReserve(client: Client, { pToken }: ChainAddresses, { blockNumber }: AtBlock): Promise<GovernWire['reserve']> {
  const at = { address: pToken, abi: pTokenAbi } as const
  const [reserve, supply, surplus] = await multicall(client, {
    deployless: true,
    allowFailure: false,
    blockNumber,
    contracts: [
      { ...at, functionName: 'reserve' },
      { ...at, functionName: 'totalSupply' },
      { ...at, functionName: 'surplus' },
    ],
  })
  return { reserve: reserve.toString(), supply: supply.toString(), surplus: surplus.toString() }
}

/** Returns the state of the DAO's contracts at one block. Throws viem's errors. */
export async function readDao(
  client: Client,
  { pToken, governance }: { pToken: ChainAddresses['pToken']; governance: GovernanceAddresses },
  block: AtBlock,
): Promise<NonNullable<GovernWire['dao']>> {
  const [tokens, rules] = await Promise.all([readTokens(client, { pToken, governance }, block), readRules(client, governance, block)])
  return { contracts: governance, ...tokens, rules }
}

async function readTokens(
  client: Client,
  { pToken, governance }: { pToken: ChainAddresses['pToken']; governance: GovernanceAddresses },
  { blockNumber }: AtBlock,
) {
  const gToken = { address: governance.gToken, abi: gTokenAbi } as const
  const staking = { address: governance.stakedGToken, abi: stakedGTokenAbi } as const
  const [supply, staked, unstaking, vesting, treasuryG, treasuryPt, bps, unclaimed, most, year] = await multicall(client, {
    deployless: true,
    allowFailure: false,
    blockNumber,
    contracts: [
      { ...gToken, functionName: 'totalSupply' },
      { ...staking, functionName: 'totalSupply' },
      { ...staking, functionName: 'totalUnstaking' },
      { address: governance.vesting, abi: vestingAbi, functionName: 'totalUnreleased' },
      { ...gToken, functionName: 'balanceOf', args: [governance.timelock] },
      { address: pToken, abi: pTokenAbi, functionName: 'balanceOf', args: [governance.timelock] },
      { ...staking, functionName: 'interestBps' },
      { ...staking, functionName: 'unclaimedInterest' },
      { ...gToken, functionName: 'MAX_INTEREST_PER_YEAR' },
      { ...gToken, functionName: 'year' },
    ],
  })
  const minted = await readContract(client, { ...gToken, functionName: 'mintedInYear', args: [year], blockNumber })
  return {
    supply: supply.toString(),
    staked: staked.toString(),
    unstaking: unstaking.toString(),
    vesting: vesting.toString(),
    treasury: { g: treasuryG.toString(), pToken: treasuryPt.toString() },
    interest: { bps, mintedThisYear: minted.toString(), mostThisYear: most.toString(), unclaimed: unclaimed.toString() },
  }
}

async function readRules(client: Client, governance: GovernanceAddresses, { blockNumber, blockTimestamp }: AtBlock) {
  const governor = { address: governance.governor, abi: infinitioGovernorAbi } as const
  const [delay, period, timelockDelay, holderChangeDelay, unstaking, quorum, threshold, bond, fullPower, guardian, guardianUntil] = await multicall(
    client,
    {
      deployless: true,
      allowFailure: false,
      blockNumber,
      contracts: [
        { ...governor, functionName: 'votingDelay' },
        { ...governor, functionName: 'votingPeriod' },
        { address: governance.timelock, abi: timelockAbi, functionName: 'getMinDelay' },
        { address: governance.timelock, abi: timelockAbi, functionName: 'HOLDER_CHANGE_DELAY' },
        { address: governance.stakedGToken, abi: stakedGTokenAbi, functionName: 'UNSTAKING_SECONDS' },
        { ...governor, functionName: 'quorum', args: [blockTimestamp] },
        { ...governor, functionName: 'proposalThreshold' },
        { ...governor, functionName: 'PROPOSAL_BOND' },
        { ...governor, functionName: 'FULL_POWER_STAKE' },
        { ...governor, functionName: 'guardian' },
        { ...governor, functionName: 'GUARDIAN_UNTIL' },
      ],
    },
  )
  return {
    votingDelay: Number(delay),
    votingPeriod: Number(period),
    timelockDelay: Number(timelockDelay),
    holderChangeDelay: Number(holderChangeDelay),
    unstakingSeconds: unstaking,
    quorum: quorum.toString(),
    proposalThreshold: threshold.toString(),
    proposalBond: bond.toString(),
    fullPowerStake: fullPower.toString(),
    guardian: address(guardian.toLowerCase()),
    guardianUntil: Number(guardianUntil),
  }
}
