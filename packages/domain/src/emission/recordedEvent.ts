import type { Address } from '../ids/address.ts'
import type { Hex32 } from '../hashing/hex32.ts'
import type { EndReason } from '../leases/endReason.ts'

/** What the market, its registry and its catalogue said. Prices per GPU-second, amounts in PToken base units, durations in seconds. */
type MarketEvent =
  | { name: 'ClassAdded'; classId: number; className: string; referencePricePerGpuSecond: bigint }
  | { name: 'ReferencePriceChanged'; classId: number; current: bigint }
  | { name: 'NodeRegistered'; node: Hex32; provider: Address; classId: number; regionId: number; gpus: number }
  | { name: 'NodeAttested'; node: Hex32; reliabilityBps: bigint }
  | {
      name: 'Settled'
      leaseId: bigint
      node: Hex32
      renter: Address
      gpus: number
      durationSeconds: bigint
      pricePerGpuSecond: bigint
      escrow: bigint
    }
  /** What this payment moved; `fees` of both sides. */
  | { name: 'LeasePaid'; leaseId: bigint; pay: bigint; fees: bigint }
  /** What the whole lease moved. */
  | { name: 'LeaseClosed'; leaseId: bigint; reason: EndReason; pay: bigint; fees: bigint }
  | { name: 'SharesSet'; burnBps: bigint }
  /** G staked by an account after it, in base units. */
  | { name: 'StakeChanged'; account: Address; staked: bigint }
  /** By how much PToken's reserve grew beyond its supply; negative where surplus was minted. */
  | { name: 'SurplusMoved'; change: bigint }

/** The parameters of the formula that the contract holds, as it names them. */
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

/** What `Emission` said. `classId` and `region` are `null` for any. */
type EmissionEvent =
  | { name: 'ParametersSet'; version: number; parameters: ChainParameters }
  | { name: 'LimitsSet'; leastG: bigint }
  | { name: 'ProgrammeCreated'; programme: number; classId: number | null; region: number | null; perEpoch: bigint }
  | { name: 'ProgrammeRateSet'; programme: number; perEpoch: bigint }
  /** Funded, spent, given back or closed: what is left after it. */
  | { name: 'ProgrammeRemains'; programme: number; remaining: bigint }

/** What auditors, reviewers and validators decided: shares in 1e18 fixed point, values in PToken base units, `from`, `until` and `endedAt` in Unix seconds. */
type JudgedEvent =
  | { name: 'CarbonFiled'; id: bigint; nodes: readonly Hex32[]; from: bigint }
  | { name: 'CarbonAccepted'; id: bigint; coverage: bigint; until: bigint }
  | { name: 'CarbonRevoked'; id: bigint }
  | { name: 'WorkAccepted'; account: Address; contribution: bigint }
  /** GPU time that was promised ahead, with a bond. */
  | { name: 'PromiseMade'; provider: Address; classId: number; from: bigint; until: bigint; gpuSeconds: bigint }
  /** GPU time that was promised ahead: what of its value was kept by the end of its window, and what was not. */
  | { name: 'PromiseMeasured'; provider: Address; fulfilledValue: bigint; failedValue: bigint; endedAt: bigint }

/** Something public that happened on the chain, with the time of its block in Unix seconds: all that an epoch's facts follow from besides the records of its hours. */
export type RecordedEvent = { at: bigint } & (MarketEvent | EmissionEvent | JudgedEvent)
