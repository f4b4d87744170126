import { type ErrorCode, languages, mostShells } from '@infinitio/domain'
import { z } from 'zod'
import type { WebSocket } from 'ws'

/** The largest position in a log that a page may send: a number of fifteen digits. */
const mostOffset = 999_999_999_999_999
const characters = z.int().min(1).max(1_000)

/** The first message of a page. The token is in the message, because logs would store a token in a URL. */
export const openMessage = z.strictObject({
  type: z.literal('open'),
  token: z.string().min(16).max(256),
  columns: characters.default(80),
  rows: characters.default(24),
  /** The number of the shell to open. Ignored for logs and files. */
  shell: z.int().min(1).max(mostShells).default(1),
  /** The language of the page. A new shell greets in it. */
  language: z.enum(languages).default('en'),
  /** Sent only by a page that reconnects: the position up to which the page already has the output. */
  from: z.strictObject({ run: z.string().regex(/^[0-9a-f]{1,32}$/), offset: z.int().min(0).max(mostOffset) }).optional(),
})

/** Messages that a page sends later, in text frames. Its keystrokes come in binary frames. */
export const laterMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('resize'), columns: characters, rows: characters }),
  /** Ends the shell and all processes in it. */
  z.strictObject({ type: z.literal('end') }),
  z.strictObject({ type: z.literal('ping') }),
])

/**
 * A position in the output of one shell or one log. `run` names one run of the shell or program, and `offset` counts the bytes of output since that run began.
 */
export type Place = { run: string; offset: number }

/** Messages that the gateway sends to a page, in text frames. The output goes in binary frames. */
export type ServerMessage =
  /**
   * `place` is the position of the next byte that the page gets. If it equals the position that the page sent, the page has missed nothing. It is null for an
   * older agent. `shells` has the numbers of the terminal's running shells.
   */
  | { type: 'opened'; place: Place | null; shells?: readonly number[] }
  | { type: 'notice'; text: string }
  | { type: 'exit'; code: number | null; signal: string | null }
  | { type: 'error'; code: ErrorCode; sentence: string }
  | { type: 'pong' }

/** Codes with which a WebSocket is closed. */
export const closeCodes = {
  done: 1000,
  goingAway: 1001,
  tokenRefused: 4401,
  originRefused: 4403,
  leaseOver: 4410,
  tooMany: 4429,
  nodeAway: 4503,
} as const

/** Parses a text frame with a schema. Returns null if the frame is not valid JSON of that shape. */
export function readMessage<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> | null {
  try {
    const parsed = schema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Sends one text frame. Does nothing if the page is no longer connected. */
export function tell(page: WebSocket, message: ServerMessage): void {
  if (page.readyState === page.OPEN) page.send(JSON.stringify(message))
}
