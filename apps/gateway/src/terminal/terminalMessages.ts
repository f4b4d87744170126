import { type ErrorCode, mostShells } from '@infinitio/domain'
import { z } from 'zod'
import type { WebSocket } from 'ws'

/** Fifteen digits. */
const mostOffset = 999_999_999_999_999
const characters = z.int().min(1).max(1_000)

/** The first message of a page: the token never travels in an address, where logs would keep it. */
export const openMessage = z.strictObject({
  type: z.literal('open'),
  token: z.string().min(16).max(256),
  columns: characters.default(80),
  rows: characters.default(24),
  /** Which shell of the lease; of a log or files it says nothing. */
  shell: z.int().min(1).max(mostShells).default(1),
  /** Up to where a page that was cut off has the output. */
  from: z.strictObject({ run: z.string().regex(/^[0-9a-f]{1,32}$/), offset: z.int().min(0).max(mostOffset) }).optional(),
})

/** What a page may say later in text frames; keystrokes are binary frames. */
export const laterMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('resize'), columns: characters, rows: characters }),
  /** Ends the shell, with what runs in it. */
  z.strictObject({ type: z.literal('end') }),
  z.strictObject({ type: z.literal('ping') }),
])

/** Where in the output of one shell, or one log, a page is. */
export type Place = { run: string; offset: number }

/** What the gateway says in text frames; output is binary frames. */
export type ServerMessage =
  /** `place` says where the bytes that follow begin; a page whose own place is the same has lost nothing. Null from an agent that does not say it. `shells` that run, of a terminal. */
  | { type: 'opened'; place: Place | null; shells?: readonly number[] }
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

/** Sends one text frame; a page that has gone gets nothing. */
export function tell(page: WebSocket, message: ServerMessage): void {
  if (page.readyState === page.OPEN) page.send(JSON.stringify(message))
}
