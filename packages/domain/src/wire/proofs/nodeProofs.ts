import { z } from 'zod'
import { processorSizes, proofLimits } from '../../proofs/index.ts'
import { hex32, intBetween } from '../scalars.ts'

/**
 * The state of a machine's answer in a slot. `open`: the slot is not over. `opened`: it committed and opened its rows. `committed`: it committed and opened nothing, or not
 * all. `none`: it sent nothing, for example because its GPUs were rented.
 */
export const slotStates = ['open', 'opened', 'committed', 'none'] as const
export type SlotState = (typeof slotStates)[number]

const gpuProofWire = z.strictObject({
  gpu: intBetween(0, proofLimits.gpus - 1),
  filledMib: z.int().describe('Memory that the rows fill.'),
  shownMib: z
    .int()
    .nullable()
    .describe('Memory that they show: without the share that a card of the class may lack. Null if the class has no reference.'),
  processor: z.enum(processorSizes).nullable().describe('Made by a processor: `simulated` for a machine that does not exist. Null for a GPU.'),
  isOpened: z.boolean().describe('Whether it opened the sampled rows.'),
})

/** `GET /nodes/{node}/proofs`: claims of a machine, and its answers in the newest slots. Validators judge them. */
export const nodeProofsWire = z
  .strictObject({
    node: hex32,
    claimed: z.strictObject({ className: z.string(), gpus: z.int(), vramGib: z.int() }).describe('What the machine claims to be.'),
    reference: z
      .strictObject({
        seconds: z.number().describe('Time of an honest prover. 1.25 times as long is in time.'),
        mostMissing: z.number().describe('Largest share of the memory that a card of the class could lack unseen, from 0 to 1.'),
      })
      .nullable()
      .describe('Reference of the class; null if it has none.'),
    slots: z
      .array(
        z.strictObject({
          slot: z.int().describe('Number of the block.'),
          at: z.int().describe('Unix seconds.'),
          state: z.enum(slotStates),
          seconds: z.number().nullable().describe('Median of the validators’ times until they received the commit.'),
          windowSeconds: z.number().nullable().describe('Time that the work may take.'),
          gpus: z.array(gpuProofWire),
        }),
      )
      .describe('Newest first.'),
  })
  .meta({ id: 'NodeProofs' })
export type NodeProofsWire = z.infer<typeof nodeProofsWire>
