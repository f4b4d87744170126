import type { Address, TxHash } from '@infinitio/domain'
import { useMemo } from 'react'
import { encodeFunctionData, type Hex } from 'viem'
import { useConfig } from 'wagmi'
import { bountiesAbi } from '../generated/bountiesAbi.ts'
import { type PostedBounty, postBountyCall } from '../governance/proposalCalls.ts'
import { approveExactly } from './approveExactly.ts'
import { sendAndWait } from './sendAndWait.ts'

/**
 * An account's actions on bounties. Each action resolves when its transaction is mined. Anyone may call `advance` and `payOut`. All actions throw like
 * `sendAndWait`.
 */
export type BountyActs = {
  /** Sends two transactions when the approval is below the reward, otherwise one. */
  readonly post: (bounty: PostedBounty) => Promise<TxHash>
  /** Sends two transactions when the approval is below the bond, otherwise one. */
  readonly claim: (claim: { id: number; bond: bigint }) => Promise<TxHash>
  readonly submit: (work: { id: number; evidence: string }) => Promise<TxHash>
  readonly review: (answer: { id: number; score: number; reason: string }) => Promise<TxHash>
  readonly takeBack: (id: number) => Promise<TxHash>
  readonly advance: (id: number) => Promise<TxHash>
  readonly payOut: (account: Address) => Promise<TxHash>
}

type BountyContracts = { readonly bounties: Address; readonly gToken: Address }

const abi = bountiesAbi

/** Returns the connected wallet's actions on bounties. */
export function useBounties({ bounties, gToken }: BountyContracts, account: Address): BountyActs {
  const config = useConfig()
  return useMemo(() => {
    const send = (data: Hex) => sendAndWait(config, { to: bounties, data })
    const allow = (amount: bigint) => approveExactly(config, { token: gToken, owner: account, spender: bounties, amount })
    return {
      async post(bounty) {
        await allow(bounty.reward)
        return sendAndWait(config, postBountyCall(bounties, bounty))
      },
      async claim({ id, bond }) {
        await allow(bond)
        return send(encodeFunctionData({ abi, functionName: 'claim', args: [BigInt(id)] }))
      },
      submit: ({ id, evidence }) => send(encodeFunctionData({ abi, functionName: 'submit', args: [BigInt(id), evidence] })),
      review: ({ id, score, reason }) => send(encodeFunctionData({ abi, functionName: 'review', args: [BigInt(id), score, reason] })),
      takeBack: (id) => send(encodeFunctionData({ abi, functionName: 'takeBack', args: [BigInt(id)] })),
      advance: (id) => send(encodeFunctionData({ abi, functionName: 'advance', args: [BigInt(id)] })),
      payOut: (to) => send(encodeFunctionData({ abi, functionName: 'payOut', args: [to] })),
    }
  }, [config, bounties, gToken, account])
}
