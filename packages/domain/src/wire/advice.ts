import { z } from 'zod'
import { gpuLinks } from '../nodes/gpuLinks.ts'
import { parseRun, runTasks } from '../runs/run.ts'
import { namedSearchShape, startsQueryWire } from './listings.ts'
import { runFitWire } from './runFit.ts'
import { text, uint128, uint8, uint96 } from './scalars.ts'

/**
 * The query of `GET /listings/advice`: a model, and the search filters except class, numbers of GPUs, total memory, total price and map area. The answer
 * chooses classes and numbers of GPUs.
 */
export const adviceQueryWire = startsQueryWire.omit({ class: true, minGpus: true, minTotalVramGib: true, maxTotal: true, box: true }).extend({
  run: text(60)
    .refine((value) => isModel(value), { error: 'api.invalid_field' })
    .describe('A model with its task, as `llama-3.3-70b_lora`: the ways of this task come first. A program has no ways.'),
})
/** The query of `GET /listings/advice` after parsing, as the server uses it. */
export type AdviceQuery = z.output<typeof adviceQueryWire>
/** The query of `GET /listings/advice` as a client writes it in the URL. */
export type AdviceQueryWire = z.input<typeof adviceQueryWire>

const { class: _, ...namedShape } = namedSearchShape
/** The same query with names or ids of classes and regions. */
export const namedAdviceQueryWire = adviceQueryWire.extend(namedShape)

const bytes = z.string().regex(/^(0|[1-9][0-9]*)$/)

const adviceWayWire = z.strictObject({
  run: z.string().describe('The value for `run` in `GET /listings`.'),
  task: z.enum(runTasks),
  bits: z.int(),
  memoryGib: z.int().describe('Memory of all GPUs together, in GiB.'),
  memory: z
    .strictObject({ weights: bytes, cache: bytes, training: bytes, activations: bytes, reserve: bytes })
    .describe('Parts of the memory in bytes. `memoryGib` is their sum, rounded up.'),
  choices: z
    .array(
      z.strictObject({
        classId: uint8,
        className: z.string(),
        gpus: z.int().describe('The smallest number of GPUs that has enough memory and that a free machine rents.'),
        vramGib: z.int().describe('Memory of each GPU, in GiB.'),
        gpuLink: z.enum(gpuLinks).nullable(),
        machines: z.int().describe('Number of free machines that rent this many GPUs.'),
        pricePerGpuSecond: uint96.describe('Price of the cheapest of these machines.'),
        total: uint128.describe('The most that the cheapest machine can cost for the requested hours, with all fees.'),
        fit: runFitWire,
      }),
    )
    .describe('Best fit first, as with `sort=fit` in `GET /listings`. Empty if no free machine has enough memory.'),
})
/** One way to run a model: a task and a precision, the GPU memory that they need, and the GPUs with enough memory. */
export type AdviceWayWire = z.infer<typeof adviceWayWire>

/** The answer of `GET /listings/advice`. */
export const adviceWire = z
  .strictObject({
    name: z.string().describe('Name of the model.'),
    durationSeconds: z.int().describe('Length of the lease that `total` is for, in seconds.'),
    ways: z.array(adviceWayWire).describe('Ways of the requested task first; ways of one task are sorted by the fit of their best GPUs.'),
  })
  .meta({ id: 'Advice' })
/** The answer of `GET /listings/advice`. */
export type AdviceWire = z.infer<typeof adviceWire>

function isModel(value: string): boolean {
  const run = parseRun(value)
  return run !== null && !('program' in run)
}
