import type { Hex32 } from '../hashing/hex32.ts'
import type { Address } from '../ids/address.ts'
import type { TaskBatch } from './taskBatch.ts'

/** The block of an event of the task pool. `at` is the block's time in Unix seconds. */
export type PoolSite = { readonly block: number; readonly at: number }

/** The type of an event of the task pool about one task. */
type OfTask<Name extends string, Fields = object> = { readonly name: Name; readonly taskId: Hex32 } & Readonly<Fields>
/** The type of an event of the task pool about a provider's stake. Stakes are in 1e-9 PToken. */
type OfStake<Name extends string, Fields = object> = { readonly name: Name; readonly provider: Address } & Readonly<Fields>

/**
 * The events of the TaskPool contract that decide the state of batches, tasks, runs and stakes, with their values as TypeScript types. Amounts are in base
 * units of PToken, except stakes, which are in 1e-9 PToken.
 */
export type PoolEvent =
  | OfStake<'StakePaid', { units: bigint; young: bigint; ripeAt: bigint }>
  | OfStake<'StakeRipened', { units: bigint; bonded: bigint; total: bigint }>
  | OfStake<'StakeLeaving', { units: bigint }>
  | OfStake<'StakeLocked', { units: bigint }>
  | OfStake<'StakeFreed', { units: bigint }>
  | OfStake<'StakeLost', { units: bigint }>
  | OfStake<'ProviderOut', { outUntil: bigint }>
  | {
      readonly name: 'BatchSubmitted'
      readonly batchId: Hex32
      readonly batch: TaskBatch
      readonly beaconSeed: Hex32
      readonly paid: bigint
      readonly baseFee: bigint
    }
  | { readonly name: 'BatchStopped'; readonly batchId: Hex32; readonly deadlinePassed: boolean }
  | OfTask<'TaskAccepted', { batchId: Hex32; provider: Address; index: bigint; nodeId: Hex32; classId: bigint; tries: bigint; streak: bigint }>
  | OfTask<'TaskReleased', { provider: Address; code: bigint }>
  | OfTask<'TaskExpired', { provider: Address }>
  | OfTask<'TaskCommitted', { commitment: Hex32 }>
  | OfTask<'TaskRevealed', { root: Hex32; salt: Hex32; answer: Hex32; audited: boolean }>
  | OfTask<'RunTaken', { place: bigint; account: Address; nodeId: Hex32; replaced: Address }>
  | OfTask<'SampleFixed', { seed: Hex32 }>
  | OfTask<'RunAnswered', { place: bigint; commitment: Hex32 }>
  | OfTask<'RunLate', { place: bigint; account: Address }>
  | OfTask<'RunShown', { place: bigint; answer: Hex32; fresh: Hex32 }>
  | OfTask<'TaskDisputed', { challenger: Address; round: bigint; paidStake: bigint }>
  | OfTask<'TaskAppealed', { appellant: Address }>
  | OfTask<'TaskJudged', { verdict: number; round: bigint }>
  | OfTask<'ChunkDisputed', { chunk: bigint; outputHash: Hex32 }>
  | OfTask<'TaskContradicted', { chunk: bigint; outputHash: Hex32 }>
  | OfTask<'TaskPaid', { account: Address; amount: bigint }>
  | OfTask<'TaskEnded', { state: number; fees: bigint; burned: bigint }>
