import type { ErrorCode } from '@infinitio/domain'
import { z } from 'zod'

const characters = z.int().min(1).max(1_000)

/** The first message of a page: the token never travels in an address, where logs would keep it. */
export const openMessage = z.strictObject({
  type: z.literal('open'),
  token: z.string().min(16).max(256),
  columns: characters.default(80),
  rows: characters.default(24),
})

/** What a page may say later in text frames; keystrokes are binary frames. */
export const laterMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('resize'), columns: characters, rows: characters }),
  z.strictObject({ type: z.literal('ping') }),
])

/** What the gateway says in text frames; output is binary frames. */
export type ServerMessage =
  | { type: 'opened' }
  | { type: 'notice'; text: string }
  | { type: 'exit'; code: number | null; signal: string | null }
  | { type: 'error'; code: ErrorCode; sentence: string }
  | { type: 'pong' }

/** Why a WebSocket was closed. */
export const closeCodes = {
  done: 1000,
  goingAway: 1001,
  tokenRefused: 4401,
  originRefused: 4403,
  leaseOver: 4410,
  tooMany: 4429,
  nodeAway: 4503,
} as const

/** Reads a text frame through a schema; null when it is not JSON of that shape. */
export function readMessage<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> | null {
  try {
    const parsed = schema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
