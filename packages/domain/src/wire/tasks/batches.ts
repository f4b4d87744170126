import { z } from 'zod'
import { address, hex32, queryInt, uint96, uint128 } from '../scalars.ts'

const pt = (what: string) => uint128.describe(`${what} In base units of PToken (1e-18).`)
const at = (what: string) => z.int().describe(`${what} Unix seconds.`)
const count = (what: string) => z.int().describe(what)

/** The most tasks of a batch in one answer. */
export const mostTasksAtOnce = 256

/** The states of a task in the pool, which a machine runs for pay. docs/contracts.md lists the changes between them. */
export const taskStates = [
  ...(['open', 'assigned', 'committed', 'auditing', 'answered', 'revealed', 'unaudited'] as const),
  ...(['disputed', 'judged', 'accepted', 'decided', 'refunded'] as const),
] as const

/** The query of `GET /tasks`. */
export const batchesQueryWire = z.strictObject({
  submitter: address.optional().describe('Only batches of this account.'),
  cursor: z
    .string()
    .regex(/^[1-9][0-9]{0,8}$/, { error: 'api.cursor_invalid' })
    .optional(),
  limit: queryInt(1, 50).optional().describe('Most items, 1 to 50; 25 when left out.'),
})
/** The query of `GET /tasks` as a client writes it in the URL. */
export type BatchesQueryWire = { submitter?: string; cursor?: string; limit?: number }

const batch = z.strictObject({
  batchId: hex32,
  number: count('The batches of the pool are numbered from 1, in the sequence in which they were submitted.'),
  submitter: address,
  adapter: hex32.describe('Digest of the adapter that runs and checks the tasks.'),
  adapterName: z.string().nullable().describe('Its name and version, such as data@1; null for an adapter that the market does not know.'),
  inputRoot: hex32.describe('SHA-256 of the input, which is an artefact.'),
  tasks: count('Tasks of the batch.'),
  chunks: count('Chunks of each task.'),
  open: count('Tasks that nobody has.'),
  counts: z
    .strictObject(
      Object.fromEntries(taskStates.map((state) => [state, z.int().describe(`Tasks in the state ${state}.`)])) as Record<
        (typeof taskStates)[number],
        z.ZodInt
      >,
    )
    .describe('How many tasks are in each state. Tasks that nobody ever had are `open`.'),
  reward: uint96.describe('For each task. In base units of PToken (1e-18).'),
  verifyShare: uint96.describe('For those who check a task; what they do not get comes back. In base units of PToken (1e-18).'),
  tip: uint96.describe('For each task, besides the reward. In base units of PToken (1e-18).'),
  escrow: pt('What all tasks together may cost.'),
  baseFee: pt('What was burned for the submission.'),
  runSeconds: count('The time of one task on a machine of the reference class. Seconds.'),
  submittedAt: at('When it was submitted.'),
  deadline: at('Until then tasks can be taken.'),
  isStopped: z.boolean().describe('True after it was cancelled, or closed after its deadline.'),
})
/** One batch of tasks, as lists show it. */
export type BatchWire = z.infer<typeof batch>

/** The answer of `GET /tasks`. */
export const batchesWire = z
  .strictObject({
    blockNumber: z.int(),
    now: at('Time of that block.'),
    items: z.array(batch),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'Batches' })
export type BatchesWire = z.infer<typeof batchesWire>

const run = z.strictObject({
  place: z.int().describe('0 and 1: audits. 2: the run after a dispute. 3 to 7: the runs of an appeal.'),
  account: address.nullable(),
  nodeId: hex32.nullable(),
  state: z.enum(['empty', 'taken', 'answered', 'shown']),
  late: count('Accounts that did not answer in time.'),
  agrees: z.boolean().nullable().describe('Whether its answer is that of the worker; null until both are shown.'),
})

const task = z.strictObject({
  index: z.int(),
  taskId: hex32,
  state: z.enum(taskStates),
  worker: address.nullable(),
  nodeId: hex32.nullable(),
  tries: count('How often it was accepted.'),
  changedAt: at('When its state changed last.'),
  commitment: hex32.nullable().describe('Names the stored result.'),
  root: hex32.nullable().describe('Root of the outputs, once the worker showed its result.'),
  salt: hex32.nullable().describe('Opens the stored result.'),
  sampled: z.array(z.int()).describe('The chunks that checks run again, drawn after the commitment; empty before, and if checks run all chunks.'),
  runs: z.array(run).describe('Who runs parts of it again, and with which result.'),
  dispute: z
    .strictObject({
      challenger: address.nullable(),
      round: z.int().describe('1: one more run decides. 2: five runs. 3: a path proved that the answer was false.'),
      verdict: z.enum(['worker wrong', 'challenger wrong', 'both wrong']).nullable().describe('Null before a verdict.'),
      appellant: address.nullable(),
      chunk: z.int().nullable().describe('The chunk that is disputed besides the sample; null if only the sample is disputed.'),
    })
    .nullable()
    .describe('The dispute about its result; null without one.'),
  failures: z.array(z.strictObject({ provider: address, code: z.int().describe('Why it gave the task up.') })).describe('Providers that gave it up.'),
  payments: z.array(z.strictObject({ account: address, amount: pt('What it got.') })).describe('Who was paid for it.'),
})
/** One task of a batch that at least one machine has accepted. */
export type PoolTaskWire = z.infer<typeof task>

/** The query of `GET /tasks/{batchId}`. */
export const batchQueryWire = z.strictObject({
  from: queryInt(0, 65_535).optional().describe('The first task; 0 when left out. An answer has at most 256.'),
})

const takers = z.strictObject({
  able: z.int().describe('Providers that can take a task now.'),
  out: z.int().describe('Out for a time after faults.'),
  young: z.int().describe('Whose stake is younger than an hour.'),
  locked: z.int().describe('Whose free stake is below that of a task.'),
  unfit: z.int().describe('Without a machine of the class and memory.'),
  away: z.int().describe('Whose fitting machines do not respond.'),
  rented: z.int().describe('Whose fitting machines are rented.'),
})

/** The query of `GET /tasks/takers`: how many providers could take a task with this reward now. */
export const takersQueryWire = z.strictObject({
  chunks: queryInt(1, 256).describe('Chunks of each task.'),
  reward: uint96.describe('For each task. In base units of PToken (1e-18).'),
  submitter: address.optional().describe('Left out of the count, because nobody takes its own tasks.'),
})
/** The query of `GET /tasks/takers` as a client writes it in the URL. */
export type TakersQueryWire = { chunks: number; reward: string; submitter?: string }

/** The answer of `GET /tasks/takers`. */
export const takersWire = z
  .strictObject({
    blockNumber: z.int(),
    now: at('Time of that block.'),
    takers: takers
      .nullable()
      .describe('How many providers with a stake can take such a task, and why the others cannot; null if this market has no task pool.'),
  })
  .meta({ id: 'Takers' })
export type TakersWire = z.infer<typeof takersWire>

/** The answer of `GET /tasks/{batchId}`. */
export const batchDetailWire = batch
  .extend({
    blockNumber: z.int(),
    now: at('Time of that block.'),
    takers: takers
      .nullable()
      .describe('How many providers with a stake can take a task of this batch, and why the others cannot; null while no task is open.'),
    items: z.array(task).describe('Tasks from `from` on that were accepted at least once.'),
  })
  .meta({ id: 'BatchDetail' })
export type BatchDetailWire = z.infer<typeof batchDetailWire>
