import { type GovernanceAddresses, gTokenAbi, stakedGTokenAbi } from '@infinitio/chain'
import { type Address, address } from '@infinitio/domain'
import { readContract } from 'viem/actions'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'

/**
 * An account's G tokens in base units (1e-18), by state: free, staked, bonded by its proposals, unstaking until `releaseAt` (Unix seconds, 0 for none), and
 * earned as interest. Also its votes, and the account to which it delegates its stake.
 */
export type StakeStanding = {
  readonly free: bigint
  readonly staked: bigint
  readonly bonded: bigint
  readonly unstaking: bigint
  readonly releaseAt: bigint
  readonly interest: bigint
  readonly votes: bigint
  readonly delegate: Address
}

/** Reads an account's stake at the newest block. Throws `chain.rpc_silent`. */
export async function readStake(
  access: ExitAccess,
  { account, governance }: { account: string; governance: Pick<GovernanceAddresses, 'gToken' | 'stakedGToken'> },
): Promise<StakeStanding> {
  const args = [address(account.toLowerCase())] as const
  const at = { address: governance.stakedGToken, abi: stakedGTokenAbi, args } as const
  const [free, staked, bonded, staker, interest, votes, delegate] = await Promise.all([
    askRpc(access, () => readContract(access.client, { address: governance.gToken, abi: gTokenAbi, functionName: 'balanceOf', args })),
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'balanceOf' })),
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'bondedOf' })),
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'stakerOf' })),
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'interestOf' })),
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'getVotes' })),
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'delegates' })),
  ])
  const { unstaking, releaseAt } = staker
  return { free, staked, bonded, unstaking, releaseAt: BigInt(releaseAt), interest, votes, delegate: address(delegate.toLowerCase()) }
}
