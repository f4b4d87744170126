import { z } from 'zod'

/** The speed of a service and its share of answered questions, as validators measured them in the last 20 checks. */
export const checkQualityWire = z
  .strictObject({
    validators: z.int().describe('Validators with results. With fewer than three, the three measures are null.'),
    asked: z.int().describe('Questions of these validators. A question that no service answered does not count.'),
    answeredBps: z
      .int()
      .nullable()
      .describe('The share of these questions that the service answered, in basis points: the median of the validators. Null if not measured yet.'),
    firstMs: z
      .int()
      .nullable()
      .describe('Milliseconds to the first text of a stream, through a router: the median of the validators. Null if not measured yet.'),
    tokensPerSecond: z
      .number()
      .nullable()
      .describe(
        'Tokens a second over a whole answer with its wait, with four bytes for a token: the median of the validators. Null if not measured yet.',
      ),
    lastAt: z.int().nullable().describe('When the last of these checks ended, in Unix seconds; null without one.'),
  })
  .meta({ id: 'CheckQuality' })
export type CheckQualityWire = z.infer<typeof checkQualityWire>
