import { z } from 'zod'
import { processorSizes, proofLimits } from '../../proofs/index.ts'
import { hex32, intBetween } from '../scalars.ts'

/**
 * The state of a machine's answer in a proof slot (a block at which all free GPUs prove themselves). `open`: the slot is not over. `opened`: the machine sent
 * its commit and all sampled rows. `committed`: it sent its commit, but not all sampled rows. `none`: it sent nothing, for example because its GPUs were
 * rented.
 */
export const slotStates = ['open', 'opened', 'committed', 'none'] as const
export type SlotState = (typeof slotStates)[number]

/**
 * The verdict about a machine in a proof slot, from statements that a quorum of validators attested. `waiting`: not attested yet. `passed`: each free GPU
 * passed. `failed`: a free GPU did not pass. `excused`: a lease used some of its GPUs at the slot or in the minute after it. `uncounted`: the slot counts for
 * no machine.
 */
export const slotVerdicts = ['waiting', 'passed', 'failed', 'excused', 'uncounted'] as const
export type SlotVerdict = (typeof slotVerdicts)[number]

/**
 * The reason of a verdict. The statements that validators sign contain no reason, so the API determines it from the messages that it collected. For `failed`:
 * - `silent`: no commit arrived in time, or rows were not revealed.
 * - `late`: the answer came too late.
 * - `wrong`: a revealed row is wrong.
 * - `smaller`: the proof has fewer rows than its class requires.
 * - `fewer`: fewer GPUs answered than were free.
 * - `refused`: the market does not accept a proof of this size.
 * - `unexplained`: the messages show no reason.
 * For `uncounted`:
 * - `nonces`: too few validators published their nonce.
 * - `unattested`: no quorum attested the slot.
 */
export const slotReasons = ['silent', 'late', 'wrong', 'smaller', 'fewer', 'refused', 'unexplained', 'nonces', 'unattested'] as const
export type SlotReason = (typeof slotReasons)[number]

const gpuProofWire = z.strictObject({
  gpu: intBetween(0, proofLimits.gpus - 1),
  filledMib: z.int().describe('Memory that the rows fill.'),
  shownMib: z
    .int()
    .nullable()
    .describe('Memory that they show: without the share that a card of the class may lack. Null if the class has no reference.'),
  processor: z.enum(processorSizes).nullable().describe('Made by a processor: `simulated` for a machine that does not exist. Null for a GPU.'),
  isOpened: z.boolean().describe('Whether it opened the sampled rows.'),
  attested: z
    .strictObject({
      passed: z.boolean().describe('Whether the proof was in time and all sampled rows were right.'),
      shownMib: z.int().describe('Memory that validators attested, in MiB.'),
      commit: hex32.describe('Hash of the commit that they judged.'),
      speedBps: z.int().describe('Its speed in basis points: 10,000 for the reference of its class or faster; 0 if it did not pass.'),
      site: z
        .int()
        .describe('Number of the network from which it answered, among those of this slot. Equal numbers are equal networks; 0 if it did not pass.'),
    })
    .nullable()
    .describe('The attested statement about this GPU; null without one.'),
})

/** `GET /nodes/{node}/proofs`: the GPUs that a machine claims, and its answers in the newest proof slots with the verdicts of validators. */
export const nodeProofsWire = z
  .strictObject({
    node: hex32,
    claimed: z.strictObject({ className: z.string(), gpus: z.int(), vramGib: z.int() }).describe('GPUs that the machine claims to have.'),
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
          verdict: z.enum(slotVerdicts).describe('Verdict of the validators, from statements that a quorum attested.'),
          reason: z.enum(slotReasons).nullable().describe('Why it failed or does not count; null for other verdicts.'),
          root: hex32.nullable().describe('The attested root whose statements decide the verdict; null before it.'),
          freeGpus: z.int().describe('GPUs that were not rented.'),
          timers: z
            .strictObject({
              drawn: z.int().describe('Selected validators.'),
              inTime: z.int().describe('Of these, the validators that received the commit in time.'),
            })
            .describe('The validators that measured the time.'),
          seconds: z.number().nullable().describe('Median of the validators’ times until they received the commit.'),
          windowSeconds: z.number().nullable().describe('Time that the work may take.'),
          gpus: z.array(gpuProofWire),
        }),
      )
      .describe('Newest first.'),
  })
  .meta({ id: 'NodeProofs' })
export type NodeProofsWire = z.infer<typeof nodeProofsWire>
