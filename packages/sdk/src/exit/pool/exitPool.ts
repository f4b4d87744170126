import type { Address, Hex32, TaskBatch, UnixSeconds } from '@infinitio/domain'

/**
 * A batch of tasks that an account ordered, with tasks that nobody has accepted. `refund` is what cancelling it pays back now, in base units of PToken.
 */
export type ExitBatch = { readonly batchId: Hex32; readonly batch: TaskBatch; readonly refund: bigint }

/**
 * The money of an account in one task pool. A deployment may have several versions of this contract. All amounts are in base units of PToken. `locked` is the part
 * of `bonded` that open tasks hold. `young` was added to the stake less than an hour ago or was not counted yet; it counts from `ripeAt` on. `leaving` can be
 * collected from `collectAt` on. `keys` are the keys that can still order tasks from the balance.
 */
export type ExitPool = {
  readonly pool: Address
  readonly pToken: Address
  readonly balance: bigint
  readonly bonded: bigint
  readonly locked: bigint
  readonly young: bigint
  readonly ripeAt: UnixSeconds
  readonly leaving: bigint
  readonly collectAt: UnixSeconds
  readonly batches: readonly ExitBatch[]
  readonly keys: readonly Address[]
}

/** One transaction with which an account takes its money out of a task pool. Amounts are in base units of PToken. */
export type PoolStep = { readonly pool: Address } & (
  | { readonly kind: 'revokeSubmitKey'; readonly key: Address }
  | { readonly kind: 'cancelBatch'; readonly batchId: Hex32; readonly batch: TaskBatch }
  | { readonly kind: 'ripenStake' }
  | { readonly kind: 'unstake'; readonly amount: bigint }
  | { readonly kind: 'collectStake' }
  | { readonly kind: 'withdrawPool'; readonly amount: bigint }
)
