import { z } from 'zod'

/** The states of a part of the deployment. `well`: it works. `slow`: it works with a delay. `away`: it does not respond. `unknown`: it could not be checked. */
const partState = z.enum(['well', 'slow', 'away', 'unknown'])
const count = z.int().nullable()
const seconds = z.number().min(0).nullable()

/** `GET /status`: the state of each part of the deployment, from the same measurements as the metrics. Null for an unknown value. */
export const statusWire = z
  .strictObject({
    status: z.enum(['ready', 'degraded', 'down']),
    parts: z.strictObject({
      database: z.strictObject({ state: partState }),
      chain: z.strictObject({ state: partState, latestBlock: count, finalBlock: count, latestAt: count }),
      orders: z.strictObject({
        state: partState,
        waiting: count,
        oldestSeconds: seconds,
        paused: z.boolean().nullable(),
        mode: z
          .enum(['open', 'halted', 'cancel_only'])
          .nullable()
          .describe('Orders that the operator allows; running leases continue in every mode.'),
        journalRows: count,
        tailRows: count,
      }),
      follower: z.strictObject({ state: partState, lagBlocks: count, lagSeconds: seconds, reorgs: count }),
      settlement: z.strictObject({ state: partState, unsettled: count, oldestSeconds: seconds }),
      transactions: z.strictObject({ state: partState, senders: count, open: count, oldestSeconds: seconds, nonceGap: count, relaysWaiting: count }),
      nodes: z.strictObject({ state: partState, answering: count, suspect: count, lost: count }),
    }),
    time: z.int(),
  })
  .meta({ id: 'Status' })
export type StatusWire = z.infer<typeof statusWire>

/**
 * `GET /health`: 503 if the database does not answer (`down`), otherwise 200. `degraded` means that pages and reading work, but some changes are refused with an
 * error code.
 */
export const healthWire = z
  .strictObject({
    status: z.enum(['ready', 'degraded', 'down']),
    database: z.strictObject({ ok: z.boolean() }),
    chain: z.strictObject({ ok: z.boolean(), blockNumber: z.int().nullable() }),
    engine: z.strictObject({
      ok: z.boolean(),
      state: z
        .enum(['well', 'slow', 'behind', 'away'])
        .describe('`slow`: orders wait longer than usual. `behind`: chain events are read late. `away`: no orders are matched now.'),
      followerLagBlocks: z.int().nullable(),
      waitingCommands: z.int().nullable(),
      unsettledMatches: z.int().nullable(),
      clockAheadSeconds: z
        .int()
        .nullable()
        .describe(
          'Seconds by which the engine’s wall clock jumped ahead. The engine does not follow it until it is corrected or confirmed. Null if it is correct.',
        ),
    }),
    market: z.strictObject({ ok: z.boolean().describe('Whether listings and journal are loaded and up to date.') }),
    time: z.int(),
  })
  .meta({ id: 'Health' })
export type HealthWire = z.infer<typeof healthWire>
