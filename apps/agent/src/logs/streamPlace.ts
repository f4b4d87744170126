import type { IncomingHttpHeaders } from 'node:http'

/** A page's position in the output of a terminal or log: the number of bytes since the beginning of one run (of a shell, or of a log file). */
export type StreamPlace = { run: string; offset: number }

/** Returns the position in the output up to which a page already has it, from the headers of its request. Returns null for a new page. */
export function placeFrom(headers: IncomingHttpHeaders): StreamPlace | null {
  const run = String(headers['x-run'] ?? '')
  const offset = String(headers['x-offset'] ?? '')
  return /^[0-9a-f]{1,32}$/.test(run) && /^\d{1,15}$/.test(offset) ? { run, offset: Number(offset) } : null
}

/** Returns response headers with the position in the stream at which the output in the response begins. */
export function placeHeaders({ run, offset }: StreamPlace): Record<string, string> {
  return { 'x-run': run, 'x-offset': String(offset) }
}
