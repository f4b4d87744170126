import type { IncomingHttpHeaders } from 'node:http'

/** A page's position in the output of a terminal or log: the number of bytes since the beginning. `run` is the id of one shell or of one log file. */
export type StreamPlace = { run: string; offset: number }

/** Returns the position up to which a page already has the output, read from the headers of its request. Returns null for a page that has none. */
export function placeFrom(headers: IncomingHttpHeaders): StreamPlace | null {
  const run = String(headers['x-run'] ?? '')
  const offset = String(headers['x-offset'] ?? '')
  return /^[0-9a-f]{1,32}$/.test(run) && /^\d{1,15}$/.test(offset) ? { run, offset: Number(offset) } : null
}

/** Returns response headers that contain the position at which the output in this response begins. */
export function placeHeaders({ run, offset }: StreamPlace): Record<string, string> {
  return { 'x-run': run, 'x-offset': String(offset) }
}
