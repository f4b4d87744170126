import { z } from 'zod'

/** The standing of a service by the checks of its last day. */
export const checkStandingWire = z
  .strictObject({
    standing: z
      .enum(['unchecked', 'fine', 'left_out'])
      .describe(
        '`unchecked`: too few results; `fine`: it answers as other services of the model do; `left_out`: it differs too often, so routers leave it out of their default.',
      ),
    judged: z.int().describe('Questions of the last 20 checks whose answers could be compared.'),
    agreed: z.int().describe('Of these, the answers that were equal to those of most other services.'),
    lastAt: z.int().nullable().describe('When the last judged check ended, in Unix seconds; null without one.'),
  })
  .meta({ id: 'CheckStanding' })
export type CheckStandingWire = z.infer<typeof checkStandingWire>
