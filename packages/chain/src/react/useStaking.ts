import type { Address, TxHash } from '@infinitio/domain'
import { useMemo } from 'react'
import { encodeFunctionData, type Hex } from 'viem'
import { useConfig } from 'wagmi'
import type { GovernanceAddresses } from '../addresses/governanceAddresses.ts'
import { stakedGTokenAbi } from '../generated/stakedGTokenAbi.ts'
import { approveExactly } from './approveExactly.ts'
import { sendAndWait } from './sendAndWait.ts'

/**
 * An account's actions on its G. Each action resolves when its transaction is mined. Amounts are base units of G (1e-18). All actions throw like `sendAndWait`.
 */
export type Staking = {
  /** Sends two transactions when the approval is below the stake, otherwise one. */
  readonly stake: (amount: bigint) => Promise<TxHash>
  readonly unstake: (amount: bigint) => Promise<TxHash>
  /** Pays the account its unstaked G tokens that are due. */
  readonly withdraw: () => Promise<TxHash>
  readonly claimInterest: () => Promise<TxHash>
  readonly delegate: (to: Address) => Promise<TxHash>
}

/**
 * The least gas limit for staking. The first change of any stake in a second also mints the interest of all accounts, which needs more gas. An estimate that is
 * made in the same second as another change does not include that.
 */
const leastGas = 350_000n

/** Returns the connected wallet's actions on staking. */
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
