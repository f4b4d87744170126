import { z } from 'zod'
import { nextPageCursor, pageCursor, pageLimit } from '../pages.ts'
import { address, hex32, queryInt, uint96, uint128, uint256 } from '../scalars.ts'

const pt = (what: string) => uint128.describe(`${what} In base units of PToken (1e-18).`)
const at = (what: string) => z.int().describe(`${what} Unix seconds.`)
const count = (what: string) => z.int().describe(what)

/** The most tasks of a batch in one answer. */
export const mostTasksAtOnce = 256

/** The states of a task in the task pool. docs/contracts.md lists the possible changes of state. */
export const taskStates = [
  ...(['open', 'assigned', 'committed', 'auditing', 'answered', 'revealed', 'unaudited'] as const),
  ...(['disputed', 'judged', 'accepted', 'decided', 'refunded'] as const),
] as const

/** The query of `GET /tasks`. */
export const batchesQueryWire = z.strictObject({
  submitter: address.optional().describe('Only batches of this account.'),
  cursor: pageCursor,
  limit: pageLimit({ most: 50 }),
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
  open: count('Number of tasks without a worker.'),
  counts: z
    .strictObject(
      Object.fromEntries(taskStates.map((state) => [state, z.int().describe(`Tasks in the state ${state}.`)])) as Record<
        (typeof taskStates)[number],
        z.ZodInt
      >,
    )
    .describe('How many tasks are in each state. Tasks that nobody ever had are `open`.'),
  reward: uint96.describe('Reward of each task. In base units of PToken (1e-18).'),
  verifyShare: uint96.describe('Pay for checks of each task; unused pay is returned. In base units of PToken (1e-18).'),
  tip: uint96.describe('Tip for each task, in addition to the reward. In base units of PToken (1e-18).'),
  escrow: pt('The most that all tasks together can cost.'),
  baseFee: pt('Fee that was burned for the submission.'),
  runSeconds: count('The time of one task on a machine of the reference class. Seconds.'),
  submittedAt: at('When it was submitted.'),
  deadline: at('Tasks can be accepted until this time.'),
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
    nextCursor: nextPageCursor,
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
  tries: count('Number of times that a worker accepted it.'),
  changedAt: at('Last change of its state.'),
  commitment: hex32.nullable().describe('Commitment of the worker, which identifies the stored result.'),
  root: hex32.nullable().describe('Root of the outputs, once the worker showed its result.'),
  salt: hex32.nullable().describe('Salt that decrypts the stored result; null until the worker reveals it.'),
  sampled: z.array(z.int()).describe('The chunks that checks run again, drawn after the commitment; empty before, and if checks run all chunks.'),
  runs: z.array(run).describe('Runs that check parts of it, with their results.'),
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
  failures: z
    .array(z.strictObject({ provider: address, code: z.int().describe('Code of the reason for giving up the task.') }))
    .describe('Providers that gave up the task.'),
  payments: z.array(z.strictObject({ account: address, amount: pt('Amount that it was paid.') })).describe('Payments for the task.'),
})
/** One task of a batch that at least one machine has accepted. */
export type PoolTaskWire = z.infer<typeof task>

/** The query of `GET /tasks/{batchId}`. */
export const batchQueryWire = z.strictObject({
  from: queryInt(0, 65_535).optional().describe('The first task; 0 when left out. An answer has at most 256.'),
})

const takers = z.strictObject({
  able: z.int().describe('Number of providers that can take a task now.'),
  out: z.int().describe('Number of providers that are suspended for a time after faults.'),
  young: z.int().describe('Number of providers with a stake younger than an hour.'),
  locked: z.int().describe('Number of providers with too little free stake.'),
  unfit: z.int().describe('Number of providers without a machine of the class, memory and fingerprint.'),
  away: z.int().describe('Number of providers with fitting machines that do not respond.'),
  rented: z.int().describe('Number of providers with fitting machines that are rented.'),
})

/** The query of `GET /tasks/takers`: how many providers could take a task with this reward now. */
export const takersQueryWire = z.strictObject({
  chunks: queryInt(1, 256).describe('Chunks of each task.'),
  reward: uint96.describe('Reward of each task. In base units of PToken (1e-18).'),
  submitter: address.optional().describe('The account that would submit the batch. It is not counted, because nobody may work on their tasks.'),
  classMask: uint256.optional().describe('The GPU classes that may take it, one bit for each; all when left out.'),
  minVramGib: queryInt(0, 65_535).optional().describe('The least memory of the GPU, in GiB; 0 when left out.'),
  minTier: queryInt(0, 255).optional().describe('The lowest tier of a machine; 0 when left out.'),
  fingerprint: hex32
    .optional()
    .describe('The fingerprint of a Blender or a model that a machine must have. Agents report theirs, and nobody checked them.'),
})
/** The query of `GET /tasks/takers` as a client writes it in the URL. */
export type TakersQueryWire = {
  chunks: number
  reward: string
  submitter?: string
  classMask?: string
  minVramGib?: number
  minTier?: number
  fingerprint?: string
}

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
