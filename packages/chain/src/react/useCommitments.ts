import type { Address, TxHash } from '@infinitio/domain'
import { useMemo } from 'react'
import { encodeFunctionData } from 'viem'
import { useConfig } from 'wagmi'
import { commitCall, type PromisedTerms } from '../funding/commitments.ts'
import { futuresCommitmentAbi } from '../generated/futuresCommitmentAbi.ts'
import { approveExactly } from './approveExactly.ts'
import { sendAndWait } from './sendAndWait.ts'

/**
 * An account's actions on commitments (promises of GPU time). Each action resolves when its transaction is mined. Anyone may call `settle`. All throw like
 * `sendAndWait`.
 */
export type CommitmentActs = {
  /** Sends two transactions when the approval is below the bond, otherwise one. */
  readonly commit: (terms: PromisedTerms) => Promise<TxHash>
  readonly settle: (id: number) => Promise<TxHash>
  readonly withdraw: () => Promise<TxHash>
}

const abi = futuresCommitmentAbi

/** Returns the connected wallet's actions on commitments. */
export function useCommitments({ futuresCommitment, pToken }: { futuresCommitment: Address; pToken: Address }, account: Address): CommitmentActs {
  const config = useConfig()
  return useMemo(
    () => ({
      async commit(terms) {
        await approveExactly(config, { token: pToken, owner: account, spender: futuresCommitment, amount: terms.bond })
        return sendAndWait(config, commitCall(futuresCommitment, terms))
      },
      settle: (id) => sendAndWait(config, { to: futuresCommitment, data: encodeFunctionData({ abi, functionName: 'settle', args: [BigInt(id)] }) }),
      withdraw: () => sendAndWait(config, { to: futuresCommitment, data: encodeFunctionData({ abi, functionName: 'withdraw', args: [account] }) }),
    }),
    [config, futuresCommitment, pToken, account],
  )
}
