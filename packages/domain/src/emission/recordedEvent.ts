import type { Address } from '../ids/address.ts'
import type { Hex32 } from '../hashing/hex32.ts'
import type { EndReason } from '../leases/endReason.ts'

/** Events of the market, its registry and its catalogue. Prices are per GPU-second, amounts PToken base units, durations seconds. */
type MarketEvent =
  | { name: 'ClassAdded'; classId: number; className: string; referencePricePerGpuSecond: bigint }
  | { name: 'ReferencePriceChanged'; classId: number; current: bigint }
  | { name: 'RegionAdded'; regionId: number; regionName: string }
  /** The provider's bond after the event, without its unbonding part, in PToken base units. */
  | { name: 'BondChanged'; account: Address; bonded: bigint }
  | { name: 'NodeRegistered'; node: Hex32; provider: Address; classId: number; regionId: number; gpus: number }
  | { name: 'NodeAttested'; node: Hex32; tier: number; reliabilityBps: bigint }
  | { name: 'NodeRetired'; node: Hex32 }
  | {
      name: 'Settled'
      leaseId: bigint
      node: Hex32
      renter: Address
      gpus: number
      /** Unix seconds. */
      start: bigint
      durationSeconds: bigint
      pricePerGpuSecond: bigint
      escrow: bigint
      /** It began when it was settled, so that the provider may return it within 120 s. */
      isSpot: boolean
    }
  /** The machine is ready. Unix seconds, at most 600 after the start. */
  | { name: 'LeaseReady'; leaseId: bigint; readyAt: bigint }
  /** The amounts of this payment; `fees` of both sides. */
  | { name: 'LeasePaid'; leaseId: bigint; pay: bigint; fees: bigint }
  /** The amounts of the whole lease. */
  | { name: 'LeaseClosed'; leaseId: bigint; reason: EndReason; pay: bigint; fees: bigint }
  | { name: 'SharesSet'; burnBps: bigint }
  /** The account's staked G after the event, in base units. */
  | { name: 'StakeChanged'; account: Address; staked: bigint }
  /** Growth of PToken's reserve minus supply; negative after surplus was minted. */
  | { name: 'SurplusMoved'; change: bigint }

/** The parameters of the formula under the names of the contract. */
export type ChainParameters = {
  basePerGpuHour: bigint
  rebateShare: bigint
  minersAtHalf: bigint
  regulatorGain: bigint
  environmentFloor: bigint
  shareThreshold: bigint
  sharePower: bigint
  siteBonus: bigint
}

/** Events of `Emission`. A `classId` or `region` of `null` means any. */
type EmissionEvent =
  | { name: 'ParametersSet'; version: number; parameters: ChainParameters }
  | { name: 'LimitsSet'; leastG: bigint }
  | { name: 'ProgrammeCreated'; programme: number; classId: number | null; region: number | null; perEpoch: bigint }
  | { name: 'ProgrammeRateSet'; programme: number; perEpoch: bigint }
  /** The remaining budget after a programme was funded, spent, refunded or closed. */
  | { name: 'ProgrammeRemains'; programme: number; remaining: bigint }

/**
 * Decisions of auditors, reviewers and validators. Shares are 1e18 fixed point, values PToken base units; `from`, `until` and `endedAt` are Unix
 * seconds.
 */
type JudgedEvent =
  | { name: 'CarbonFiled'; id: bigint; nodes: readonly Hex32[]; from: bigint }
  | { name: 'CarbonAccepted'; id: bigint; coverage: bigint; until: bigint }
  | { name: 'CarbonRevoked'; id: bigint }
  | { name: 'WorkAccepted'; account: Address; contribution: bigint }
  /** A quorum of validators signed a root of statements about a slot of GPU proofs. */
  | { name: 'ProofsAttested'; root: Hex32 }
  /** A new set of validators. It remains until the next one is formed. */
  | { name: 'SetFormed'; members: readonly Address[] }
  /** A quorum of validators proved a fraud of a provider. */
  | { name: 'FraudRecorded'; account: Address }
  /** A commitment of GPU time with a bond. */
  | { name: 'PromiseMade'; provider: Address; classId: number; from: bigint; until: bigint; gpuSeconds: bigint }
  /** A measured commitment: the fulfilled and the failed part of its value at the end of its window. */
  | { name: 'PromiseMeasured'; provider: Address; fulfilledValue: bigint; failedValue: bigint; endedAt: bigint }

/** A public event on the chain, with its block's time in Unix seconds. An epoch follows from these events and the records of its hours. */
export type RecordedEvent = { at: bigint } & (MarketEvent | EmissionEvent | JudgedEvent)
