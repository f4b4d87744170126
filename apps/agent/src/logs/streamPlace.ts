import type { IncomingHttpHeaders } from 'node:http'

/** Where in a terminal's or log's output a page is: bytes since its beginning, of the run (a shell, a file) that they are of. */
export type StreamPlace = { run: string; offset: number }

/** The place up to which a page that was cut off has the output, as its request says; null for a new one. */
export function placeFrom(headers: IncomingHttpHeaders): StreamPlace | null {
  const run = String(headers['x-run'] ?? '')
  const offset = String(headers['x-offset'] ?? '')
  return /^[0-9a-f]{1,32}$/.test(run) && /^\d{1,15}$/.test(offset) ? { run, offset: Number(offset) } : null
}

/** How an answer says where its output begins. */
export function placeHeaders({ run, offset }: StreamPlace): Record<string, string> {
  return { 'x-run': run, 'x-offset': String(offset) }
}
