import { type GovernanceAddresses, gTokenAbi, stakedGTokenAbi } from '@infinitio/chain'
import { type Address, address } from '@infinitio/domain'
import type { GovernAccountWire } from '@infinitio/domain/wire'
import type { Client } from 'viem'
import { multicall } from 'viem/actions'

type Stake = Omit<NonNullable<GovernAccountWire['stake']>, 'final'>

/** Returns an account's stake, its withdrawals and its votes at a block. Throws viem's errors, among others if the DAO did not exist at that block. */
export async function readStake(
  client: Client,
  { account, governance, blockNumber }: { account: Address; governance: GovernanceAddresses; blockNumber: bigint },
): Promise<Stake> {
  const staking = { address: governance.stakedGToken, abi: stakedGTokenAbi, args: [account] } as const
  const [wallet, staked, bonded, votes, delegate, staker, interest] = await multicall(client, {
    deployless: true,
    allowFailure: false,
    blockNumber,
    contracts: [
      { address: governance.gToken, abi: gTokenAbi, functionName: 'balanceOf', args: [account] },
      { ...staking, functionName: 'balanceOf' },
      { ...staking, functionName: 'bondedOf' },
      { ...staking, functionName: 'getVotes' },
      { ...staking, functionName: 'delegates' },
      { ...staking, functionName: 'stakerOf' },
      { ...staking, functionName: 'interestOf' },
    ],
  })
  return {
    wallet: wallet.toString(),
    staked: staked.toString(),
    bonded: bonded.toString(),
    votes: votes.toString(),
    delegate: address(delegate.toLowerCase()),
    unstaking: staker.unstaking.toString(),
    releaseAt: staker.unstaking === 0n ? null : staker.releaseAt,
    interest: interest.toString(),
  }
}

/**
 * Returns true if two readings of an account's stake are equal. Votes and interest are not compared: other accounts can change the votes, and interest changes
 * with time.
 */
export function isSameStake(one: Stake, other: Stake): boolean {
  const ownOf = ({ votes: _votes, interest: _interest, ...own }: Stake) => JSON.stringify(own)
  return ownOf(one) === ownOf(other)
}
