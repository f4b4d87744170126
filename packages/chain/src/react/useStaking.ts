import type { Address, TxHash } from '@infinitio/domain'
import { useMemo } from 'react'
import { encodeFunctionData, type Hex } from 'viem'
import { useConfig } from 'wagmi'
import type { GovernanceAddresses } from '../addresses/governanceAddresses.ts'
import { stakedGTokenAbi } from '../generated/stakedGTokenAbi.ts'
import { approveExactly } from './approveExactly.ts'
import { sendAndWait } from './sendAndWait.ts'

/** What an account does with its G, each resolved when mined; amounts in base units of G (1e-18). All throw as `sendAndWait` does. */
export type Staking = {
  /** Two transactions where less is allowed than staked, else one. */
  readonly stake: (amount: bigint) => Promise<TxHash>
  readonly unstake: (amount: bigint) => Promise<TxHash>
  /** Pays to the account what was unstaked and is due. */
  readonly withdraw: () => Promise<TxHash>
  readonly claimInterest: () => Promise<TxHash>
  readonly delegate: (to: Address) => Promise<TxHash>
}

/** Whoever is first in a second that changes a stake mints everyone's interest, which an estimate of the same second as the last change does not see. */
const leastGas = 350_000n

/** Staking by the connected wallet. */
export function useStaking({ contracts, account }: { contracts: Pick<GovernanceAddresses, 'gToken' | 'stakedGToken'>; account: Address }): Staking {
  const config = useConfig()
  const { gToken, stakedGToken: to } = contracts
  return useMemo(() => {
    const abi = stakedGTokenAbi
    const send = (data: Hex) => sendAndWait(config, { to, data }, { leastGas })
    return {
      async stake(amount) {
        await approveExactly(config, { token: gToken, owner: account, spender: to, amount })
        return send(encodeFunctionData({ abi, functionName: 'stake', args: [amount] }))
      },
      unstake: (amount) => send(encodeFunctionData({ abi, functionName: 'unstake', args: [amount] })),
      withdraw: () => send(encodeFunctionData({ abi, functionName: 'withdraw', args: [account] })),
      claimInterest: () => send(encodeFunctionData({ abi, functionName: 'claimInterest', args: [account] })),
      delegate: (delegate) => send(encodeFunctionData({ abi, functionName: 'delegate', args: [delegate] })),
    }
  }, [config, gToken, to, account])
}
