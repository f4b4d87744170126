import type { Client, Log } from 'viem'
import type { Contracts, ProposalsAt } from '../contractsAt.ts'
import type { ProposalPast } from './createProposalPast.ts'

/**
 * The data that is needed to describe what the calls of a proposal change.
 * - `where`: the contracts and the newest block
 * - `past`: earlier values, from events
 * - `comparedAt`: the block with whose state the new values are compared
 * - `logs`: the events of the execution; null before it
 */
export type EffectReading = {
  readonly client: Client
  readonly where: ProposalsAt & Contracts
  readonly past: ProposalPast
  readonly comparedAt: bigint
  readonly logs: readonly Log[] | null
}
