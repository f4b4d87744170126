import type { Address } from '../ids/address.ts'
import type { Hex32 } from '../hashing/hex32.ts'
import type { EndReason } from '../leases/endReason.ts'

/**
 * Events of the market, its registry of machines, its catalogue, staking and the reserve. Prices are PToken base units per GPU-second, amounts PToken base
 * units, durations seconds.
 */
type MarketEvent =
  | { name: 'ClassAdded'; classId: number; className: string; referencePricePerGpuSecond: bigint }
  | { name: 'ReferencePriceChanged'; classId: number; current: bigint }
  | { name: 'RegionAdded'; regionId: number; regionName: string }
  /** `bonded` is the provider's bond after the event in PToken base units, without the amount that is being unbonded. */
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
      /** True if the lease began in the block that settled it. */
      isSpot: boolean
    }
  /** The machine reported that the lease can be used. `readyAt` is in Unix seconds. */
  | { name: 'LeaseReady'; leaseId: bigint; readyAt: bigint }
  /** One payment from a lease to its provider. `fees` are the fees of both sides, renter and provider, for this payment. */
  | { name: 'LeasePaid'; leaseId: bigint; pay: bigint; fees: bigint }
  /** The end of a lease, with the sums of all its payments and fees. */
  | { name: 'LeaseClosed'; leaseId: bigint; reason: EndReason; pay: bigint; fees: bigint }
  | { name: 'SharesSet'; burnBps: bigint }
  /** The account's staked G after the event, in base units. */
  | { name: 'StakeChanged'; account: Address; staked: bigint }
  /** Change of the surplus, which is the reserve of PToken minus its supply. Negative when PToken was minted from the surplus. */
  | { name: 'SurplusMoved'; change: bigint }

/** The parameters of the emission formula (it decides the payment for serving machines), with the names that the contract uses. */
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

/**
 * Events of the `Emission` contract, which mints PToken for machines. Incentive programmes are sponsors' budgets for machines of one class and region; `null`
 * means any.
 */
type EmissionEvent =
  | { name: 'ParametersSet'; version: number; parameters: ChainParameters }
  | { name: 'LimitsSet'; leastG: bigint }
  | { name: 'ProgrammeCreated'; programme: number; classId: number | null; region: number | null; perEpoch: bigint }
  | { name: 'ProgrammeRateSet'; programme: number; perEpoch: bigint }
  /** The remaining budget of an incentive programme after it changed, in PToken base units. */
  | { name: 'ProgrammeRemains'; programme: number; remaining: bigint }

/**
 * Events with decisions of auditors, reviewers and validators. Fractions are 1e18 fixed-point numbers, values are PToken base units. `from`, `until` and
 * `endedAt` are Unix seconds.
 */
type JudgedEvent =
  | { name: 'CarbonFiled'; id: bigint; nodes: readonly Hex32[]; from: bigint }
  | { name: 'CarbonAccepted'; id: bigint; coverage: bigint; until: bigint }
  | { name: 'CarbonRevoked'; id: bigint }
  | { name: 'WorkAccepted'; account: Address; contribution: bigint }
  /** Validators signed the Merkle root of their statements about the GPU proofs of one slot. */
  | { name: 'ProofsAttested'; root: Hex32 }
  /** A new set of validators was formed. It is valid until the next one is formed. */
  | { name: 'SetFormed'; members: readonly Address[] }
  /** A quorum of validators proved that a provider cheated. */
  | { name: 'FraudRecorded'; account: Address }
  /** A provider promised GPU time and locked a bond for it. */
  | { name: 'PromiseMade'; provider: Address; classId: number; from: bigint; until: bigint; gpuSeconds: bigint }
  /** A provider's commitment of GPU time was measured after its end: the value of the delivered GPU time, and the value of the time that is missing. */
  | { name: 'PromiseMeasured'; provider: Address; fulfilledValue: bigint; failedValue: bigint; endedAt: bigint }

/**
 * A public event on the chain, with its block's time in Unix seconds. The payments of an emission epoch are calculated from these events and the market's
 * records of its hours.
 */
export type RecordedEvent = { at: bigint } & (MarketEvent | EmissionEvent | JudgedEvent)
