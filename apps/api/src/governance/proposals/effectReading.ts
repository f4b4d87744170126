import type { Client, Log } from 'viem'
import type { Contracts, ProposalsAt } from '../contractsAt.ts'
import type { ProposalPast } from './createProposalPast.ts'

/**
 * The inputs for describing the effects of a proposal's calls.
 * - `where`: the contracts and the newest block
 * - `past`: earlier values, from events
 * - `comparedAt`: the effects are compared with the state at this block
 * - `logs`: the events of the execution, or null before it
 */
export type EffectReading = {
  readonly client: Client
  readonly where: ProposalsAt & Contracts
  readonly past: ProposalPast
  readonly comparedAt: bigint
  readonly logs: readonly Log[] | null
}
