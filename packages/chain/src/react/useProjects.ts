import type { Address, TxHash } from '@infinitio/domain'
import { useMemo } from 'react'
import { encodeFunctionData, type Hex } from 'viem'
import { useConfig } from 'wagmi'
import { incubatorAbi } from '../generated/incubatorAbi.ts'
import { type ProposedProject, proposeProjectCall } from '../governance/proposalCalls.ts'
import { approveExactly } from './approveExactly.ts'
import { sendAndWait } from './sendAndWait.ts'

/**
 * An account's actions on projects. Each action resolves when its transaction is mined. Anyone may call `release` and `repay`; milestones count from 0. All
 * throw like `sendAndWait`.
 */
export type ProjectActs = {
  readonly propose: (project: ProposedProject) => Promise<TxHash>
  /** Sends two transactions when the approval is below the amount, otherwise one. */
  readonly sponsor: (sponsoring: { id: number; amount: bigint }) => Promise<TxHash>
  readonly show: (shown: { id: number; milestone: number; evidence: string }) => Promise<TxHash>
  readonly vote: (vote: { id: number; milestone: number; agrees: boolean; reason: string }) => Promise<TxHash>
  readonly quit: (id: number) => Promise<TxHash>
  readonly release: (id: number) => Promise<TxHash>
  readonly abandon: (id: number) => Promise<TxHash>
  readonly repay: (to: { id: number; account: Address }) => Promise<TxHash>
}

const abi = incubatorAbi

/** Returns the connected wallet's actions on projects, for which sponsors lock G. */
export function useProjects({ incubator, gToken }: { incubator: Address; gToken: Address }, account: Address): ProjectActs {
  const config = useConfig()
  return useMemo(() => {
    const send = (data: Hex) => sendAndWait(config, { to: incubator, data })
    const plain = (functionName: 'quit' | 'release' | 'abandon') => (id: number) =>
      send(encodeFunctionData({ abi, functionName, args: [BigInt(id)] }))
    return {
      propose: (project) => sendAndWait(config, proposeProjectCall(incubator, project)),
      async sponsor({ id, amount }) {
        await approveExactly(config, { token: gToken, owner: account, spender: incubator, amount })
        return send(encodeFunctionData({ abi, functionName: 'sponsor', args: [BigInt(id), amount] }))
      },
      show: ({ id, milestone, evidence }) => send(encodeFunctionData({ abi, functionName: 'show', args: [BigInt(id), BigInt(milestone), evidence] })),
      vote: ({ id, milestone, agrees, reason }) =>
        send(encodeFunctionData({ abi, functionName: 'vote', args: [BigInt(id), BigInt(milestone), agrees, reason] })),
      quit: plain('quit'),
      release: plain('release'),
      abandon: plain('abandon'),
      repay: ({ id, account: to }) => send(encodeFunctionData({ abi, functionName: 'repay', args: [BigInt(id), to] })),
    }
  }, [config, incubator, gToken, account])
}
