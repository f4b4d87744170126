import { z } from 'zod'
import { address, uint256 } from '../scalars.ts'
import { simulationWire } from './effects.ts'
import { proposalCallWire } from './proposals.ts'

/** The most characters of a proposal's call in hex: `0x` and 8,192 bytes. */
const mostCallHex = 16_386

/** `POST /govern/drafts`: the calls of a proposal that nobody has proposed yet. */
export const proposalDraftWire = z.strictObject({
  calls: z
    .array(
      z.strictObject({
        to: address.describe('The contract that is called.'),
        value: uint256.describe('Native coins, in wei.'),
        data: z
          .string({ error: 'api.invalid_field' })
          .max(mostCallHex, { error: 'api.invalid_field' })
          .regex(/^0x([0-9a-f]{2})*$/, { error: 'api.invalid_field' })
          .describe('Call data, at most 8,192 bytes.'),
      }),
    )
    .min(1, { error: 'api.invalid_field' })
    .max(10, { error: 'api.invalid_field' })
    .describe('The calls in their order, 1 to 10.'),
})
export type ProposalDraftWire = z.infer<typeof proposalDraftWire>

/** The answer to `POST /govern/drafts`: the calls in plain words, and the result of a simulation that executes the calls after a given block. */
export const draftCheckWire = z
  .strictObject({
    ...simulationWire.shape,
    calls: z.array(proposalCallWire).describe('The calls in words, in the same order.'),
    mayPass: z.boolean().describe('Whether such calls may be queued with what is staked now.'),
  })
  .meta({ id: 'ProposalDraftCheck' })
export type DraftCheckWire = z.infer<typeof draftCheckWire>
