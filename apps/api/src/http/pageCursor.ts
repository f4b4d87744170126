import { createHash } from 'node:crypto'
import type { Refusal } from '@infinitio/domain'

/** The name of an endpoint that answers a list, and the pattern of the positions in the list; null if the endpoint has no cursor. */
type CursorList = { readonly name: string; readonly position: RegExp | null }

const checkBytes = 6

/**
 * Returns the cursor for a position in the list of an endpoint. It starts with a checksum over the name of the endpoint and the position, so a cursor of another
 * list, or a changed one, is detected. The position need not be secret, because it only says where a page begins.
 */
export function cursorOf(name: string, position: string): string {
  return Buffer.concat([checkOf(name, position), Buffer.from(position)]).toString('base64url')
}

/** Returns the position in a cursor that `cursorOf` made for this endpoint. Refuses any other text with `api.cursor_invalid`. */
export function positionOf({ name, position: pattern }: CursorList, cursor: string): string | Refusal {
  const position = Buffer.from(cursor, 'base64url').subarray(checkBytes).toString('utf8')
  if (pattern?.test(position) === true && cursorOf(name, position) === cursor) return position
  return { rejected: 'api.cursor_invalid', detail: 'query.cursor' }
}

/** Returns an answer of a list with a cursor in place of the position in `nextCursor`. Returns any other answer unchanged. */
export function withNextCursor(name: string, answer: unknown): unknown {
  const hasNext = typeof answer === 'object' && answer !== null && 'nextCursor' in answer && typeof answer.nextCursor === 'string'
  return hasNext ? { ...answer, nextCursor: cursorOf(name, String(answer.nextCursor)) } : answer
}

function checkOf(name: string, position: string): Buffer {
  return createHash('sha256').update(`${name} ${position}`).digest().subarray(0, checkBytes)
}
