import type { Address, Hex32 } from '@infinitio/domain'
import type { PoolBatchView, PoolTaskView } from '../pool/poolView.ts'

/** A machine that can take tasks now. */
export type TaskNode = { readonly nodeId: Hex32; readonly classId: number; readonly vramGib: number; readonly tier: number }

/**
 * A provider that takes tasks. `nodes` are its free machines. `checkers` are the machines that can check tasks of others; a rented machine with a free
 * processor core is one of them too. `adapters` are the digests of the programs that they can run. `room` is how many more tasks it can accept.
 */
export type Taker = {
  readonly provider: Address
  readonly nodes: readonly TaskNode[]
  readonly checkers: readonly TaskNode[]
  readonly adapters: ReadonlySet<Hex32>
  readonly room: number
}

type OfTask = { readonly batch: PoolBatchView; readonly task: PoolTaskView }

/** Something that a provider can or must do for a task now. */
export type Duty =
  | { readonly kind: 'accept'; readonly batch: PoolBatchView; readonly index: number; readonly taskId: Hex32; readonly node: TaskNode }
  | ({ readonly kind: 'work' } & OfTask)
  | ({ readonly kind: 'reveal' } & OfTask)
  | ({ readonly kind: 'take run'; readonly place: number; readonly node: TaskNode } & OfTask)
  /**
   * The provider must answer as a checker of the task. It can calculate the chunks now, but the chain accepts its answer only from the block `answerFrom` on.
   * `fresh` has further chunks that it must calculate in the second round of a dispute (after an appeal); otherwise it is empty.
   */
  | ({ readonly kind: 'answer'; readonly place: number; readonly answerFrom: number; readonly fresh: readonly number[] } & OfTask)
  | ({ readonly kind: 'show'; readonly place: number; readonly fresh: readonly number[] } & OfTask)
  /**
   * The provider lost the first verdict of a dispute and can appeal until the Unix second `until`; then five more runs decide. The verdict was about its audit
   * at `place` (0 or 1), or about its own result if `place` is null.
   */
  | ({ readonly kind: 'appeal'; readonly place: number | null; readonly until: number } & OfTask)

/** A call that ends something whose time is over. Anybody may send it. */
export type OpenEnd =
  | ({ readonly kind: 'expire' } & OfTask)
  | ({ readonly kind: 'settle' } & OfTask)
  | ({ readonly kind: 'drop run'; readonly place: number } & OfTask)
  | { readonly kind: 'close'; readonly batch: PoolBatchView }
  /** The provider paid in stake at least an hour ago. After this call, that stake counts in random selections (draws). */
  | { readonly kind: 'ripen'; readonly provider: Address }
