import path from 'node:path'
import { z } from 'zod'

/** What may be asked of a running agent, one JSON object on one line. `stop`: end gracefully, leaving leases as they are, to `start` anew next or to `stay` away. */
export const controlRequest = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('status') }),
  z.strictObject({ ask: z.literal('stop'), next: z.enum(['start', 'stay']) }),
])
export type ControlRequest = z.output<typeof controlRequest>

/** What an agent says of itself. `startedAt` in Unix milliseconds. */
export const agentStatus = z.object({
  pid: z.int(),
  version: z.string(),
  startedAt: z.int(),
  runtime: z.enum(['local', 'container']),
  nodes: z.array(z.object({ nodeId: z.string(), tunnelUp: z.boolean() })),
  leases: z.array(z.object({ leaseId: z.string(), nodeId: z.string(), phase: z.string(), endSeconds: z.int() })),
})
export type AgentStatus = z.output<typeof agentStatus>

/** The answer, one JSON object on one line. */
export const controlAnswer = z.union([
  z.object({ ok: z.literal(true), status: agentStatus.nullable() }),
  z.object({ ok: z.literal(false), why: z.string() }),
])
export type ControlAnswer = z.output<typeof controlAnswer>

/** The agent's own socket in its data folder. */
export const controlSocketOf = (dataDir: string): string => path.join(dataDir, 'control.sock')

/** Longest request, and longest answer, in bytes. */
export const mostRequestBytes = 4_096
export const mostAnswerBytes = 1_048_576

/** The exit code of an agent that is to stay away: a supervisor does not start it again. */
export const staysAway = 76
