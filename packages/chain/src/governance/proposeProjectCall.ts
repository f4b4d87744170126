import type { Address } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import type { ContractCall } from '../calls/contractCall.ts'
import { incubatorAbi } from '../generated/incubatorAbi.ts'

/** A project as it is proposed. Amounts in base units of G, times in Unix seconds. */
export type ProposedProject = {
  readonly payee: Address
  readonly fundingUntil: number
  readonly milestones: readonly { readonly amount: bigint; readonly dueAt: number }[]
  readonly text: string
}

/** Proposes a project to sponsors; anybody may. */
export function proposeProjectCall(incubator: Address, { payee, fundingUntil, milestones, text }: ProposedProject): ContractCall {
  const args = [payee, fundingUntil, milestones, text] as const
  return { to: incubator, data: encodeFunctionData({ abi: incubatorAbi, functionName: 'propose', args }) }
}
