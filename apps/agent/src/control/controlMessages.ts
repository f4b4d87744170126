import path from 'node:path'
import { runtimeKinds } from '@infinitio/domain'
import { z } from 'zod'

/**
 * The requests to a running agent, each one JSON object on one line. `stop` ends the agent gracefully and leaves its leases running. With `next` set to
 * `start`, the process that supervises the agent starts it again; with `stay`, it does not.
 */
export const controlRequest = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('status') }),
  z.strictObject({ ask: z.literal('stop'), next: z.enum(['start', 'stay']) }),
])
export type ControlRequest = z.output<typeof controlRequest>

/** The status that an agent reports. `startedAt` is in Unix milliseconds. */
export const agentStatus = z.object({
  pid: z.int(),
  version: z.string(),
  startedAt: z.int(),
  runtime: z.enum(runtimeKinds),
  nodes: z.array(z.object({ nodeId: z.string(), tunnelUp: z.boolean() })),
  leases: z.array(z.object({ leaseId: z.string(), nodeId: z.string(), phase: z.string(), endSeconds: z.int() })),
})
export type AgentStatus = z.output<typeof agentStatus>

/** The answer of a running agent to a request, one JSON object on one line. */
export const controlAnswer = z.union([
  z.object({ ok: z.literal(true), status: agentStatus.nullable() }),
  z.object({ ok: z.literal(false), why: z.string() }),
])
export type ControlAnswer = z.output<typeof controlAnswer>

/** Returns the path of the agent's control socket in its data folder. */
export const controlSocketOf = (dataDir: string): string => path.join(dataDir, 'control.sock')

/** Maximum size of a request and of an answer, in bytes. */
export const mostRequestBytes = 4_096
export const mostAnswerBytes = 1_048_576

/** The exit code with which an agent asks its supervisor (such as systemd) not to start it again. */
export const staysAway = 76
