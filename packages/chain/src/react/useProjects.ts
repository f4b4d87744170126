import type { Address, TxHash } from '@infinitio/domain'
import { useMemo } from 'react'
import { encodeFunctionData, type Hex } from 'viem'
import { useConfig } from 'wagmi'
import { incubatorAbi } from '../generated/incubatorAbi.ts'
import { type ProposedProject, proposeProjectCall } from '../governance/proposalCalls.ts'
import { approveExactly } from './approveExactly.ts'
import { sendAndWait } from './sendAndWait.ts'

/** What an account does about projects, each resolved when mined. `release` and `repay` are anybody's; milestones count from 0. All throw as `sendAndWait` does. */
export type ProjectActs = {
  readonly propose: (project: ProposedProject) => Promise<TxHash>
  /** Two transactions where less is allowed than the amount, else one. */
  readonly sponsor: (sponsoring: { id: number; amount: bigint }) => Promise<TxHash>
  readonly show: (shown: { id: number; milestone: number; evidence: string }) => Promise<TxHash>
  readonly vote: (vote: { id: number; milestone: number; agrees: boolean; reason: string }) => Promise<TxHash>
  readonly quit: (id: number) => Promise<TxHash>
  readonly release: (id: number) => Promise<TxHash>
  readonly abandon: (id: number) => Promise<TxHash>
  readonly repay: (to: { id: number; account: Address }) => Promise<TxHash>
}

const abi = incubatorAbi

/** Acting on projects by the connected wallet. */
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
