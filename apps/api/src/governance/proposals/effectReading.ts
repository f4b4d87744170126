import type { Client, Log } from 'viem'
import type { Contracts, ProposalsAt } from '../contractsAt.ts'
import type { ProposalPast } from './createProposalPast.ts'

/** Where effects are read: at the newest block, which is `where`’s, or the one they are compared with, by what events tell, and of what the execution logged, null before one. */
export type EffectReading = {
  readonly client: Client
  readonly where: ProposalsAt & Contracts
  readonly past: ProposalPast
  readonly comparedAt: bigint
  readonly logs: readonly Log[] | null
}
