import { z } from 'zod'
import { jobPriorities } from '../../tasks/jobPriority.ts'
import { taskBatchStruct } from '../../tasks/taskBatch.ts'
import { nextPageCursor, pageCursor, pageLimit } from '../pages.ts'
import { address, hex32 } from '../scalars.ts'
import { structWire } from '../structWire.ts'
import { jobLeaseEventWires, jobLeaseStateWire, jobLeaseWire, trainingCheckWire } from './jobLeases.ts'
import { fault, pt, reason, resultFile, taskName } from './jobParts.ts'

const at = (what: string) => z.int().describe(`${what} Unix seconds.`)

/** Bounds of a job. */
export const jobLimits = { tasks: 64, retries: 10, nameLetters: 80, leastDeadlineSeconds: 60, mostDeadlineSeconds: 604_800 } as const

const fieldForm = /^[A-Za-z][A-Za-z0-9_]{0,39}$/
const fieldName = z.string().regex(fieldForm, fault)
/** A rented machine gets its files under their names, so they may have endings. Files of the task pool have names of fields. */
const fileName = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/, fault)

const fileSource = z.union([
  z.strictObject({ kind: z.literal('hash'), sha256: hex32.describe('An artefact that anybody may read.') }),
  z.strictObject({ kind: z.literal('result'), task: taskName.describe('The task whose result is the file.') }),
])

const jobTask = z
  .strictObject({
    adapter: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,39}@[1-9][0-9]{0,3}$/, fault)
      .describe('Name and version of the adapter that runs it, such as data@1.'),
    needs: z.array(taskName).max(jobLimits.tasks, fault).describe('Tasks that must be done before.'),
    retries: z.int(fault).min(0, fault).max(jobLimits.retries, fault).describe('How often it may be repeated on other machines.'),
    files: z.record(fileName, fileSource).describe('Its files by name.'),
    fields: z
      .record(fieldName, z.union([z.string().max(16_384, fault), z.number(fault)]))
      .describe('Inputs that the adapter needs, such as `map` and `combine`.'),
    machines: z
      .strictObject({
        class: z
          .string()
          .min(1, fault)
          .max(80, fault)
          .optional()
          .describe('Words from the names of GPU classes, such as `h100`; commas separate alternatives.'),
        minTier: z.int(fault).min(1, fault).max(3, fault).optional().describe('The lowest tier of a machine.'),
        minVramGib: z.int(fault).min(1, fault).max(65_535, fault).optional().describe('The least memory of one GPU, in GiB.'),
      })
      .optional()
      .describe('The machines that may take its tasks; all when left out.'),
    lease: jobLeaseWire.optional(),
  })
  .refine(({ files, lease }) => lease !== undefined || Object.keys(files).every((name) => fieldForm.test(name)), { path: ['files'], ...fault })

const spec = z.strictObject({
  name: z.string().min(1, fault).max(jobLimits.nameLetters, fault).describe('The name of the job.'),
  maxCost: pt('The most that the job may cost. It starts no work above this sum.'),
  deadlineSeconds: z
    .int(fault)
    .min(jobLimits.leastDeadlineSeconds, fault)
    .max(jobLimits.mostDeadlineSeconds, fault)
    .describe('How long the tasks of each batch can be accepted after its plan, in seconds.'),
  priority: z
    .enum(jobPriorities, fault)
    .optional()
    .describe(
      '`urgent` pays machines twice the reference price, `normal` once, `economy` half. Machines take the best paid tasks first. A task that rents a machine waits for the reference price if it is `normal` and has time, and for half of it if it is `economy`. `normal` when left out.',
    ),
  tasks: z.record(taskName, jobTask).describe('The tasks of the job by name; at most 64.'),
  private: hex32
    .optional()
    .describe(
      'Only of a private job, whose scheduler is its account: SHA-256 of the artefact with the files and fields of its tasks, encrypted with the key of the job. The tasks name none here.',
    ),
})
/** A job (a group of tasks that depend on each other) as its account described it. */
export type JobSpecWire = z.infer<typeof spec>
export type JobTaskSpecWire = z.infer<typeof jobTask>

/** The body of `POST /jobs`. */
export const newJobWire = spec.extend({
  scheduler: address
    .optional()
    .describe('The account that runs it. By default the scheduler of the market; of a job that is private or rents machines, its own account.'),
})
export type NewJobWire = z.infer<typeof newJobWire>

/** The answer of `POST /jobs`. */
export const jobCreatedWire = z.strictObject({ jobId: hex32 }).meta({ id: 'JobCreated' })
export type JobCreatedWire = z.infer<typeof jobCreatedWire>

const plan = z.strictObject({
  batchId: hex32,
  batch: structWire(taskBatchStruct).describe('The batch as it is submitted.'),
  input: hex32.describe('SHA-256 of its input, an artefact that anybody may read.'),
  seconds: z.number().describe('Time of one of its tasks on the reference machine, in seconds.'),
  cost: z
    .strictObject({
      reward: pt('Pay for running the tasks.'),
      checks: pt('Pay for the checks; unused pay is returned.'),
      fees: pt('Fee of the payer.'),
      baseFee: pt('Burned when the batch is submitted.'),
      total: pt('Sum of all these costs.'),
    })
    .describe('The highest cost of the batch.'),
})
/** The batch of tasks that the scheduler submits to the task pool for one task of a job. */
export type JobPlanWire = z.infer<typeof plan>

/**
 * An event in the history of a job. The job's account writes `approved`, `retried` and `cancelled`, the API writes `started`, and the scheduler writes all
 * others.
 */
export const jobEventWire = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('started') }),
  z.strictObject({ kind: z.literal('planned'), task: taskName, plan }),
  z.strictObject({ kind: z.literal('approved') }),
  z.strictObject({ kind: z.literal('submitted'), task: taskName }),
  z.strictObject({ kind: z.literal('revealed'), task: taskName }),
  z.strictObject({
    kind: z.literal('merged'),
    task: taskName,
    result: hex32.describe('SHA-256 of the joined result.'),
    file: resultFile.describe('The result as a file for a person.'),
  }),
  z.strictObject({
    kind: z.literal('failed'),
    task: taskName,
    reason,
    isFinal: z.boolean(fault).describe('True if another try would fail in the same way.'),
    lost: z
      .array(z.int(fault).min(0, fault).max(65_535, fault))
      .min(1, fault)
      .max(65_536, fault)
      .optional()
      .describe(
        'The tasks of the batch without a result, which alone are bought again, by their number in the first batch of the step. All when left out.',
      ),
  }),
  z.strictObject({
    kind: z.literal('retried'),
    task: taskName.optional().describe('The task that runs again, with all that need it. All failed and skipped ones when left out.'),
  }),
  z.strictObject({ kind: z.literal('cancelled') }),
  ...jobLeaseEventWires,
])
export type JobEventWire = z.infer<typeof jobEventWire>

/** The body of `POST /jobs/{jobId}/events`. */
export const noteJobEventWire = z.strictObject({
  after: z
    .int(fault)
    .min(0, fault)
    .max(100_000, fault)
    .describe('Number of the last event that you know. The new event is stored only if there is no later one.'),
  event: jobEventWire,
})
export type NoteJobEventWire = z.infer<typeof noteJobEventWire>

/** The answer of `POST /jobs/{jobId}/events`. */
export const jobEventNotedWire = z.strictObject({ number: z.int().describe('The number of the event.') }).meta({ id: 'JobEventNoted' })
export type JobEventNotedWire = z.infer<typeof jobEventNotedWire>

/** The phases of a task of a job, from waiting for other tasks to its result. */
export const jobPhases = [
  ...(['waiting', 'planning', 'ready', 'submitting', 'running'] as const),
  ...(['merging', 'booking', 'leased', 'ending'] as const),
  ...(['done', 'failed', 'skipped', 'cancelled'] as const),
] as const

const taskState = z.strictObject({
  phase: z.enum(jobPhases),
  attempt: z.int().nullable().describe('Counts from 1; null before the first try.'),
  plan: plan.nullable().describe('Its present batch; null before it has one, and for a task on rented machines.'),
  lease: jobLeaseStateWire.nullable().describe('Its leases, once they are planned; null for a task of the task pool.'),
  result: hex32.nullable().describe('SHA-256 of its result, once it is done.'),
  file: resultFile.nullable().describe('Its result as a file, once it is done.'),
  check: trainingCheckWire.nullable().describe('The result of the check of a training, if this task is one and has run.'),
  reason: z.string().nullable().describe('Why it failed.'),
  because: z.string().nullable().describe('The failed task for which it waited.'),
})
/** The progress of one task of a job. */
export type JobTaskStateWire = z.infer<typeof taskState>

const summary = z.strictObject({
  jobId: hex32,
  account: address,
  scheduler: address.describe('The account that plans, submits and joins the tasks of this job.'),
  name: z.string(),
  createdAt: at('When it was made.'),
  approvedAt: at('When its account approved it.').nullable(),
  overAt: at('When it was over.').nullable(),
  lastEvent: z.int().describe('The number of its last event.'),
  spent: pt('The highest cost of its batches and leases.'),
  counts: z
    .strictObject(
      Object.fromEntries(jobPhases.map((phase) => [phase, z.int().describe(`Tasks that are ${phase}.`)])) as Record<
        (typeof jobPhases)[number],
        z.ZodInt
      >,
    )
    .describe('Number of its tasks in each phase.'),
})
/** One job, as lists show it. */
export type JobSummaryWire = z.infer<typeof summary>

/** The query of `GET /jobs`. */
export const jobsQueryWire = z.strictObject({
  cursor: pageCursor,
  limit: pageLimit({ most: 50 }),
})
export type JobsQueryWire = { cursor?: string; limit?: number }

/** The answer of `GET /jobs`. */
export const jobsWire = z.strictObject({ items: z.array(summary), nextCursor: nextPageCursor }).meta({ id: 'Jobs' })
export type JobsWire = z.infer<typeof jobsWire>

/** The answer of `GET /jobs/work`. */
export const jobWorkWire = z.strictObject({ items: z.array(summary) }).meta({ id: 'JobWork' })
export type JobWorkWire = z.infer<typeof jobWorkWire>

/** The answer of `GET /jobs/{jobId}`. */
export const jobWire = summary
  .extend({
    spec: spec.describe('The job as its account wrote it.'),
    tasks: z.record(taskName, taskState).describe('Its tasks by name.'),
    events: z
      .array(z.strictObject({ number: z.int().describe('Counts from 1.'), at: at('When it was stored.'), event: jobEventWire }))
      .describe('Its journal, oldest first. The state follows from it.'),
  })
  .meta({ id: 'Job' })
export type JobWire = z.infer<typeof jobWire>

/** The answer of `GET /jobs/terms`. */
export const jobTermsWire = z
  .strictObject({
    scheduler: address.nullable().describe('The account of the scheduler of this market; null if it runs none.'),
    adapters: z.array(z.string()).describe('Adapters that the machines of this market hold.'),
    mostFileBytes: z.int().describe('The largest file of a job.'),
    mostOpenJobs: z.int().describe('Most jobs of an account that are not over.'),
    approvalSeconds: z.int().describe('A job that nobody approves in this time is cancelled. Seconds.'),
  })
  .meta({ id: 'JobTerms' })
export type JobTermsWire = z.infer<typeof jobTermsWire>
