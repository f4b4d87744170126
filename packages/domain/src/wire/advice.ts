import { z } from 'zod'
import { gpuLinks } from '../nodes/dataSheets.ts'
import { parseRun, runTasks } from '../runs/run.ts'
import { startsQueryWire } from './listings.ts'
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

const bytes = z.string().regex(/^(0|[1-9][0-9]*)$/)

const adviceWayWire = z.strictObject({
  run: z.string().describe('As `run` of `GET /listings`.'),
  task: z.enum(runTasks),
  bits: z.int(),
  memoryGib: z.int().describe('Of all GPUs together.'),
  memory: z
    .strictObject({ weights: bytes, cache: bytes, training: bytes, activations: bytes, reserve: bytes })
    .describe('Its parts in bytes. `memoryGib` is their sum, rounded up.'),
  choices: z
    .array(
      z.strictObject({
        classId: uint8,
        className: z.string(),
        gpus: z.int().describe('The least that hold it and that a free machine rents.'),
        vramGib: z.int().describe('Per GPU.'),
        gpuLink: z.enum(gpuLinks).nullable(),
        machines: z.int().describe('Free machines that rent so many.'),
        pricePerGpuSecond: uint96.describe('Of the cheapest.'),
        total: uint128.describe('Of the cheapest for the hours asked for, with all fees: the most this can cost.'),
        fit: runFitWire,
      }),
    )
    .describe('Best fit first, as `sort=fit` of `GET /listings`. Empty: no free machine holds it.'),
})
/** One way to run a model: a task and a precision, the memory that they need, and the GPUs that have it. */
export type AdviceWayWire = z.infer<typeof adviceWayWire>

/** The answer of `GET /listings/advice`. */
export const adviceWire = z
  .strictObject({
    name: z.string().describe('Of the model.'),
    durationSeconds: z.int().describe('What `total` covers.'),
    ways: z.array(adviceWayWire).describe('Those of the asked task first; ways of a task by the fit of their best GPUs.'),
  })
  .meta({ id: 'Advice' })
/** The answer of `GET /listings/advice`. */
export type AdviceWire = z.infer<typeof adviceWire>

function isModel(value: string): boolean {
  const run = parseRun(value)
  return run !== null && !('program' in run)
}
