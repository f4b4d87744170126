import type { Address, Hex32 } from '@infinitio/domain'
import type { PoolBatchView, PoolTaskView } from '../pool/poolView.ts'

/** A machine that can take tasks now. */
export type TaskNode = { readonly nodeId: Hex32; readonly classId: number; readonly vramGib: number; readonly tier: number }

/**
 * A provider that takes tasks: its account, its machines that are free, those that can check tasks of others (also rented ones that keep a core for it), what they
 * can run, and how many more tasks they can take.
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
  /** The answer is possible from `answerFrom` on, a block; what it is about can be calculated before. `fresh` are the chunks of the fresh sample of an appeal. */
  | ({ readonly kind: 'answer'; readonly place: number; readonly answerFrom: number; readonly fresh: readonly number[] } & OfTask)
  | ({ readonly kind: 'show'; readonly place: number; readonly fresh: readonly number[] } & OfTask)
  /** The provider lost the first verdict, about its result or about its audit at `place`, and can ask for five runs until `until`, a Unix second. */
  | ({ readonly kind: 'appeal'; readonly place: number | null; readonly until: number } & OfTask)

/** A call that ends a wait. Anybody may send it. */
export type OpenEnd =
  | ({ readonly kind: 'expire' } & OfTask)
  | ({ readonly kind: 'settle' } & OfTask)
  | ({ readonly kind: 'drop run'; readonly place: number } & OfTask)
  | { readonly kind: 'close'; readonly batch: PoolBatchView }
  /** A stake that was paid in an hour ago begins to count. */
  | { readonly kind: 'ripen'; readonly provider: Address }
