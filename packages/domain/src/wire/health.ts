import { z } from 'zod'

/** `GET /health`: 200 when ready, 503 when not. `degraded`: pages and reads go on, some writes are refused with their code. */
export const healthWire = z
  .strictObject({
    status: z.enum(['ready', 'degraded', 'down']),
    database: z.strictObject({ ok: z.boolean() }),
    chain: z.strictObject({ ok: z.boolean(), blockNumber: z.int().nullable() }),
    engine: z.strictObject({
      ok: z.boolean(),
      state: z
        .enum(['well', 'slow', 'behind', 'away'])
        .describe('`slow`: orders wait longer than usual; `behind`: what the chain did is read late; `away`: nothing is matched now.'),
      followerLagBlocks: z.int().nullable(),
      waitingCommands: z.int().nullable(),
      unsettledMatches: z.int().nullable(),
      clockAheadSeconds: z
        .int()
        .nullable()
        .describe("How far the engine's wall clock leapt ahead; it is not followed until it is mended or confirmed. Null while it is trusted."),
    }),
    market: z.strictObject({ ok: z.boolean().describe('The listings and the journal were read to their end, and are followed.') }),
    time: z.int(),
  })
  .meta({ id: 'Health' })
export type HealthWire = z.infer<typeof healthWire>
