import type { Address, Hex32 } from '@infinitio/domain'
import type { AcceptedContribution } from '../factors/contribution.ts'
import type { PastCommitment } from '../factors/posterior.ts'
import type { QualityFacts } from '../factors/quality.ts'
import type { StabilityFacts } from '../factors/stability.ts'
import type { EconomyParameters } from '../parameters.ts'

/** A class as the catalogue and the last 24 hours have it. Requests are a count, tokens PToken base units. */
export type ClassFacts = {
  classId: number
  /** Compute of one of its GPUs, in parts of the reference GPU, in 1e18 fixed point. */
  referencePerGpu: bigint
  requests: bigint
  tokens: bigint
}

/** A node in the epoch, as attestations, availability proofs, leases and carbon audits have it. */
export type NodeFacts = {
  node: Hex32
  provider: Address
  classId: number
  region: number
  /** Network prefix: one word a site. Nobody measures it yet, so all nodes have the same. */
  site: string
  /** GPU time in which the node was heard from in the epoch, as the market recorded it and validators attested. 0: the node earns nothing. */
  provenGpuSeconds: bigint
  quality: QualityFacts
  stability: StabilityFacts
  /** Share of its energy under an audited carbon proof, in 1e18 fixed point. */
  provenEnergy: bigint
  /** PToken base units that its leases burned in the epoch. */
  burned: bigint
}

/** A provider, as bonds, bounties, knowledge and closed leases have it. */
export type ProviderFacts = {
  provider: Address
  /** The G bond is in place, and the first task that the treasury bought of it was verified: before that it earns nothing. */
  isBonded: boolean
  hasVerifiedTask: boolean
  contributions: readonly AcceptedContribution[]
  past: readonly PastCommitment[]
}

/** A budget that treasury or sponsors paid into the surplus for this epoch, in PToken base units; `null` for any class or region. `programme` is its number on chain. */
export type ProgrammeFacts = { programme: number; budget: bigint; classId: number | null; region: number | null }

/** What was paid to a provider over all epochs before this one, in PToken base units. */
export type PaidBefore = { provider: Address; cumulative: bigint }

/** Everything public that one epoch follows from. */
export type EpochFacts = {
  chainId: bigint
  /** The contract the leaves are for. */
  emission: Address
  epoch: bigint
  parameters: EconomyParameters
  classes: readonly ClassFacts[]
  nodes: readonly NodeFacts[]
  providers: readonly ProviderFacts[]
  programmes: readonly ProgrammeFacts[]
  /** GPU-seconds sold in each epoch up to this one, oldest first. */
  sold: readonly bigint[]
  before: readonly PaidBefore[]
  /** PToken base units of surplus that no programme was promised: what this epoch's programmes spend comes on top. */
  surplus: bigint
  /** See `forecastCapacityOf`, in PToken base units: the token stays a voucher for compute that exists. */
  forecastCapacity: bigint
}
