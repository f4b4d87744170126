import { z } from 'zod'
import { hex32, queryInt, uint128 } from '../scalars.ts'
import { taskStates } from './batches.ts'

const count = (what: string) => z.int().describe(what)
const at = (what: string) => z.int().describe(`${what} Unix seconds.`)
const units = (what: string) => uint128.describe(`${what} In 1e-9 PToken.`)

/** Maximum number of a provider's tasks in one answer, and of batches for which one answer explains why the provider gets no task. */
export const mostHeldAtOnce = 50

/** The query of `GET /tasks/providers/{account}`. */
export const providerTasksQueryWire = z.strictObject({
  from: queryInt(0, 1_000_000).optional().describe('The first task that holds stake; 0 when left out. An answer has at most 50.'),
})
/** The query of `GET /tasks/providers/{account}` as a client writes it in the URL. */
export type ProviderTasksQueryWire = { from?: number }

const accountReason = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('no machine') }),
  z.strictObject({ kind: z.literal('no stake') }),
  z.strictObject({ kind: z.literal('young'), countsAt: at('When its stake counts.') }),
  z.strictObject({ kind: z.literal('ripe') }),
  z.strictObject({ kind: z.literal('out'), until: at('When it can be selected again.') }),
])
const batchReason = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unfit') }),
  z.strictObject({ kind: z.literal('too late') }),
  z.strictObject({ kind: z.literal('failed before') }),
  z.strictObject({ kind: z.literal('stake held'), free: units('Its free stake.'), needed: units('The least stake on a task.') }),
  z.strictObject({ kind: z.literal('waits'), blocks: count('Blocks until its draw is due.') }),
  z.strictObject({ kind: z.literal('due') }),
])

/** The answer of `GET /tasks/providers/{account}`. */
export const providerTasksWire = z
  .strictObject({
    blockNumber: z.int(),
    now: at('Time of that block.'),
    earned: uint128.describe('Pay from tasks of others, without returned stakes. In base units of PToken (1e-18).'),
    worked: count('Tasks that ended well for it.'),
    checked: count('Checks that ended well for it.'),
    lost: count('Tasks in which it lost its stake.'),
    kinds: z
      .array(z.strictObject({ adapter: hex32.describe('Digest of the adapter.'), classId: z.int() }))
      .describe('The adapters and classes for which it can have a streak.'),
    held: count('Tasks that hold a part of its stake.'),
    holds: z
      .array(
        z.strictObject({
          taskId: hex32,
          batchId: hex32,
          role: z.enum(['work', 'check']),
          state: z.enum(taskStates),
          units: units('The stake on the task.'),
        }),
      )
      .describe('These tasks, from `from` on.'),
    why: z
      .strictObject({
        account: accountReason.nullable().describe('Why it gets no task of any batch; null if it can get one.'),
        openBatches: count('Batches with open tasks.'),
        batches: z.array(z.strictObject({ batchId: hex32, reason: batchReason })).describe('Why it has no task of the first 50 of them.'),
      })
      .describe('Why it takes no task now.'),
  })
  .meta({ id: 'ProviderTasks' })
export type ProviderTasksWire = z.infer<typeof providerTasksWire>
