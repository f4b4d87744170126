import type { Address, Hex32 } from '@infinitio/domain'
import type { AcceptedContribution } from '../factors/contribution.ts'
import type { PastCommitment } from '../factors/posterior.ts'
import type { QualityFacts } from '../factors/quality.ts'
import type { StabilityFacts } from '../factors/stability.ts'
import type { EconomyParameters } from '../parameters.ts'

/** A class in the catalogue with its demand of the last 24 hours: `requests` is a count, `tokens` an amount in PToken base units. */
export type ClassFacts = {
  classId: number
  /** The compute of one GPU of the class relative to the reference GPU, in 1e18 fixed point. */
  referencePerGpu: bigint
  requests: bigint
  tokens: bigint
}

/** A node in the epoch, as it follows from validators' attestations, availability proofs, leases and carbon audits. */
export type NodeFacts = {
  node: Hex32
  provider: Address
  classId: number
  region: number
  /**
   * The site (network) from which the node answered the newest slot of GPU proofs, by the number that validators gave the site in that slot. 0 if the node did
   * not pass that slot: its compute then counts at its provider's largest site.
   */
  site: number
  /**
   * The GPU time that counts, in GPU-seconds (see `countedTime`). For each GPU that passed a slot of GPU proofs, this is the time since the previous slot. With
   * `isRebateOnly`, it is the time of the leased GPUs. In a market without slots, it is the time in which the node sent heartbeats, times its GPUs. If it is 0,
   * the node earns nothing.
   */
  provenGpuSeconds: bigint
  /**
   * True if no free GPU of the node passed a GPU proof, and at least one GPU had a lease at a slot or in the minute after it. The node then earns nothing from
   * incentive programmes.
   */
  isRebateOnly: boolean
  /** The GPU time that the newest slot (round of GPU proofs) proved. Factor D (diversity of GPU classes) counts the node's class by this time. */
  classGpuSeconds: bigint
  quality: QualityFacts
  stability: StabilityFacts
  /** The fraction of the node's energy that an audited carbon proof covers, in 1e18 fixed point. */
  provenEnergy: bigint
  /** The PToken base units that were burned from the fees of the node's leases in the epoch. */
  burned: bigint
}

/** The facts of a provider in the epoch: its staked G (`isBonded`), its first task, its accepted contributions, and its past leases and commitments. */
export type ProviderFacts = {
  provider: Address
  /**
   * `isBonded`: the provider has staked the required G. `hasVerifiedTask`: another account paid for a finished lease on its machines. If one of the two is
   * false, the provider earns nothing.
   */
  isBonded: boolean
  hasVerifiedTask: boolean
  contributions: readonly AcceptedContribution[]
  past: readonly PastCommitment[]
}

/**
 * The budget of an incentive programme for this epoch, which the treasury or sponsors paid into the surplus, in PToken base units. If `classId` or `region` is
 * null, the programme pays for any class or any region. `programme` is the programme's number on the chain.
 */
export type ProgrammeFacts = { programme: number; budget: bigint; classId: number | null; region: number | null }

/** Payments to a provider in all earlier epochs, in PToken base units. */
export type PaidBefore = { provider: Address; cumulative: bigint }

/** All public facts that decide the payments of one epoch (an hour of emission). */
export type EpochFacts = {
  chainId: bigint
  /** The address of the contract for which the Merkle leaves are valid. */
  emission: Address
  epoch: bigint
  parameters: EconomyParameters
  classes: readonly ClassFacts[]
  nodes: readonly NodeFacts[]
  providers: readonly ProviderFacts[]
  programmes: readonly ProgrammeFacts[]
  /** The GPU-seconds that were sold in each hour, oldest first. The last entry is the last hour of this epoch. */
  sold: readonly bigint[]
  before: readonly PaidBefore[]
  /**
   * The surplus (reserve minus supply) in PToken base units, without the budgets of incentive programmes. What the programmes pay in this epoch is additional.
   */
  surplus: bigint
  /**
   * The forecast capacity: the value of the GPU time that providers can deliver in the epoch, in PToken base units (see `forecastCapacityOf`). Payments never
   * exceed it, so the PToken created is never worth more than the compute that it can buy.
   */
  forecastCapacity: bigint
}
