import { z } from 'zod'
import { secretLimits, secretName } from '../../secrets/secretsProblem.ts'
import { pinned } from '../../workloads/pinnedImage.ts'
import { workloadWire } from '../leases/workloads.ts'
import { bidWire } from '../orders/bid.ts'
import { hex32, leaseId, line, text, uint96 } from '../scalars.ts'
import { fault, pt, reason, resultFile, taskName } from './jobParts.ts'

/** Bounds of a task on rented machines. */
const jobLeaseLimits = { commandLetters: 8_192, gpus: 15, variables: 64, leastSeconds: 60, mostSeconds: 2_419_200, leases: 1_000 } as const
/** Bounds of a training that is checked. */
const trainingLimits = { leastSegments: 2, mostSegments: 64, hidden: 20, checked: 128, leases: 64 } as const

/** Variables that the job sets for its command, so nobody else sets them. */
const ownVariables = ['CHECKPOINT_DIR', 'RESULT_PATH'] as const

const gpus = z.int(fault).min(1, fault).max(jobLeaseLimits.gpus, fault)
const seconds = z.int(fault).min(1, fault).max(jobLeaseLimits.mostSeconds, fault)
const path = z
  .string()
  .max(200, fault)
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/, fault)

const segments = z
  .int(fault)
  .min(trainingLimits.leastSegments, fault)
  .max(trainingLimits.mostSegments, fault)
  .describe('The segments of the training. Each runs in a new process, from a stored state to the next one.')

const training = z
  .discriminatedUnion('role', [
    z.strictObject({ role: z.literal('train'), segments }),
    z.strictObject({
      role: z.literal('check'),
      of: taskName.describe('The training, which is in `needs`.'),
      segments,
      isScored: z.boolean(fault).describe('True if its command scores states.'),
      tolerance: z.number(fault).min(0, fault).nullable().describe('The largest difference of two scores that passes; null if only equal bytes do.'),
      leastScore: z.number(fault).optional().describe('The least score of the last state that passes.'),
      hidden: z
        .record(z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/, fault), hex32)
        .refine((value) => Object.keys(value).length <= trainingLimits.hidden, fault)
        .meta({ maxProperties: trainingLimits.hidden })
        .describe('SHA-256 of each file that only the check gets. The market does not store them; the scheduler has them.'),
    }),
  ])
  .describe('Only of a task with training@1: `train` runs all segments, `check` runs some of them again on a machine of another provider.')

/** The machine and the program of a task that runs on rented machines. */
export const jobLeaseWire = z
  .strictObject({
    command: text(jobLeaseLimits.commandLetters).min(1, fault).describe('A shell line that runs in the folder of the files.'),
    image: z.string().max(512, fault).regex(pinned, fault).nullable().describe('An image with its digest; null for the system of the machine.'),
    gpuClass: z.string().min(1, fault).max(80, fault).nullable().describe('Words from the name of a GPU class; null for any class.'),
    gpus: gpus.describe('GPUs of the machine.'),
    maxPricePerGpuHour: pt('The most that an hour of one GPU may cost.'),
    withSimulated: z.boolean(fault).describe('True to rent simulated machines too.'),
    seconds: seconds.min(jobLeaseLimits.leastSeconds, fault).describe('The longest time on all machines together, in seconds.'),
    environment: z
      .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, fault), text(4_096))
      .refine((value) => Object.keys(value).length <= jobLeaseLimits.variables && !ownVariables.some((name) => Object.hasOwn(value, name)), fault)
      .meta({ maxProperties: jobLeaseLimits.variables })
      .describe('Variables of the command. Everybody with the id of the job can read them.'),
    secrets: z
      .array(z.string().regex(secretName, fault))
      .max(secretLimits.names, fault)
      .describe('Names of secret variables. The program that runs the job has their values and encrypts them to the machine.'),
    checkpoint: path.describe('The folder for checkpoints in the home folder of the lease.'),
    results: path.describe('The file or folder with the result in the home folder of the lease.'),
    retryOn: z.array(z.int(fault).min(1, fault).max(255, fault)).max(255, fault).describe('Exit codes after which the command begins again.'),
    training: training.optional(),
  })
  .refine(({ secrets, environment }) => !secrets.some((name) => Object.hasOwn(environment, name)), { path: ['secrets'], ...fault })
  .describe('Only of a task with container@1 or training@1: the machine to rent and the program to run.')
/** The machine and the program of a task that runs on rented machines, in JSON. */
export type JobLeaseWire = z.infer<typeof jobLeaseWire>

/** The leases that the account of a job approves for a task. */
export const jobLeasePlanWire = z
  .strictObject({
    gpus: gpus.describe('GPUs of the machine.'),
    seconds: seconds.describe('The longest time on all machines together, in seconds.'),
    maxPricePerGpuSecond: uint96.describe('The most that a second of one GPU may cost, in base units of PToken (1e-18).'),
    cost: z
      .strictObject({
        time: pt('The time at the highest price.'),
        fees: pt('The fees of the market, also for replaced machines.'),
        total: pt('Sum of both.'),
      })
      .describe('The highest cost of all leases together.'),
    segments: segments.optional().describe('Only of a training that is checked, and of its check: how many states are kept.'),
  })
  .describe('The leases that the account approves.')
/** The leases that the account of a job approves for a task, in JSON. */
export type JobLeasePlanWire = z.infer<typeof jobLeasePlanWire>

const order = z
  .strictObject({
    orderHash: hex32,
    bid: bidWire.describe('The order for a machine.'),
    workload: workloadWire.describe('The start script and the variables of the lease.'),
  })
  .describe('An order for a machine. It is in the journal before it is sent, so that a program that was killed sends the same order again.')
/** An order of a job for a machine, in JSON. */
export type JobLeaseOrderWire = z.infer<typeof order>

const leases = z.array(leaseId).max(trainingLimits.leases, fault)

/** The result of the check of a training. */
export const trainingCheckWire = z
  .strictObject({
    of: segments,
    segments: z
      .array(
        z.strictObject({
          segment: z.int(fault).min(1, fault).max(trainingLimits.mostSegments, fault).describe('Counts from 1.'),
          verdict: z
            .enum(['equal', 'close', 'differs', 'unclear', 'copied'], fault)
            .describe(
              '`close`: the score differs by at most the tolerance, and by at most half of what the segment changed. `unclear`: within the tolerance, but the score before is as near. `copied`: the state is the one before it, which needs no run.',
            ),
          difference: z.number(fault).optional().describe('The difference of both scores, if the job has a tolerance.'),
        }),
      )
      .max(trainingLimits.checked, fault)
      .describe('The segments that were run again, and those that were only copied.'),
    score: z.number(fault).nullable().describe('The score of the last state on the hidden files; null if the job has no score.'),
    leastScore: z.number(fault).optional().describe('The least score that passes, if the job has one.'),
    trainedOn: leases.describe('The leases of the training.'),
    checkedOn: leases.describe('The leases that ran the segments again.'),
  })
  .describe('The first segment and others that a later block chose, run again on a machine of another provider and compared with the stored states.')
/** The result of the check of a training, in JSON. */
export type TrainingCheckWire = z.infer<typeof trainingCheckWire>

const check = trainingCheckWire.optional()

const outcome = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('done'),
      result: hex32.describe('SHA-256 of the result.'),
      file: resultFile.describe('The result as a file.'),
      check,
    }),
    z.strictObject({
      kind: z.literal('failed'),
      reason,
      isFinal: z.boolean(fault).describe('True if another try would fail in the same way.'),
      check,
    }),
    z.strictObject({ kind: z.literal('lost'), reason }),
  ])
  .describe('Why the lease ends. After `lost`, the task continues on another machine.')
/** The reason why a lease of a job ends, in JSON. */
export type JobLeaseOutcomeWire = z.infer<typeof outcome>

const epoch = z
  .int(fault)
  .min(0, fault)
  .max(jobLeaseLimits.leases, fault)
  .describe('The number of the lease, from 0. Only events of the newest lease count.')
const ofLease = { task: taskName, epoch }

/** The events of a task on rented machines. All are written by the scheduler of the job. */
export const jobLeaseEventWires = [
  z.strictObject({
    kind: z.literal('leasePlanned'),
    task: taskName,
    lease: jobLeasePlanWire,
    draw: z
      .strictObject({
        block: z.int(fault).min(0, fault).describe('The number of a block that did not exist yet. Its hash chooses the segments.'),
        of: hex32.describe('SHA-256 of the list of files of the last state.'),
      })
      .optional()
      .describe('Only of the check of a training.'),
  }),
  z.strictObject({ kind: z.literal('ordered'), ...ofLease, order }),
  z.strictObject({
    kind: z.literal('orderRefused'),
    ...ofLease,
    reason,
    isFinal: z.boolean(fault).describe('True if only the account can remove the reason.'),
    canRepeat: z.boolean(fault).optional().describe('True if another program used the nonce first, so the same machine may take the next order.'),
  }),
  z.strictObject({ kind: z.literal('leased'), ...ofLease, leaseId }),
  z.strictObject({
    kind: z.literal('checkpointed'),
    ...ofLease,
    name: line(255).min(1, fault).describe('Name of the checkpoint.'),
    manifest: hex32.describe('SHA-256 of the list of its files.'),
  }),
  z.strictObject({ kind: z.literal('finished'), ...ofLease, outcome }),
  z.strictObject({ kind: z.literal('leaseEnded'), ...ofLease, paid: pt('The most that the lease costs.') }),
] as const
/** An event of a task on rented machines, in JSON. */
export type JobLeaseEventWire = z.infer<(typeof jobLeaseEventWires)[number]>

/** The progress of a task on rented machines. */
export const jobLeaseStateWire = z.strictObject({
  plan: jobLeasePlanWire,
  leaseId: leaseId.nullable().describe('Its present lease; null while it has none.'),
  leases: z.int().describe('How many leases it has ended.'),
  paid: pt('What its ended leases cost at most, since the newest plan.'),
  checkpoint: z.string().nullable().describe('Name of its newest checkpoint; null before the first.'),
})
