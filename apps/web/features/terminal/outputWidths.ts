import type { StreamPosition } from '#web/features/terminal/outputPosition.ts'

/**
 * The widths in columns that the terminal had while a shell wrote its output `run`. Each entry holds from its byte on. A shell breaks long lines for the width
 * that it knows, so its output loses text if a page shows it at another width.
 */
export type OutputWidths = { readonly run: string; readonly entries: readonly { readonly offset: number; readonly columns: number }[] }

/** The most entries that a browser tab stores for a shell; older ones are dropped. */
const mostEntries = 100

/** Returns the widths with a new one from a position on. Widths of another output are forgotten. Pure. */
export function withWidth(widths: OutputWidths | null, { run, offset }: StreamPosition, columns: number): OutputWidths {
  const entries = widths?.run === run ? widths.entries.filter((entry) => entry.offset < offset) : []
  if (entries.at(-1)?.columns === columns) return { run, entries }
  return { run, entries: [...entries, { offset, columns }].slice(-mostEntries) }
}

/** A part of an output with the width that the terminal had; null if it is not known. */
export type WidthPiece = { readonly bytes: Uint8Array; readonly columns: number | null }

/** Splits output that begins at `from` where the width changed. An output without known position or widths is one piece. Pure. */
export function piecesByWidth(bytes: Uint8Array, from: StreamPosition | null, widths: OutputWidths | null): WidthPiece[] {
  if (from === null || widths === null || widths.run !== from.run) return [{ bytes, columns: null }]
  const changes = widths.entries.filter(({ offset }) => offset > from.offset && offset < from.offset + bytes.byteLength)
  const starts = [0, ...changes.map(({ offset }) => offset - from.offset)]
  return starts.map((start, index) => ({
    bytes: bytes.subarray(start, starts[index + 1]),
    columns: widths.entries.findLast(({ offset }) => offset <= from.offset + start)?.columns ?? null,
  }))
}

const place = (leaseId: string, shell: number): string => `infinitio.widths.${leaseId}.${shell}`

/** Stores the widths of a shell in this browser tab. */
export function storeWidths(leaseId: string, shell: number, widths: OutputWidths): void {
  window.sessionStorage.setItem(place(leaseId, shell), JSON.stringify(widths))
}

/** Returns the widths of a shell that this browser tab stored; null if there are none, or if they are not valid. */
export function storedWidths(leaseId: string, shell: number): OutputWidths | null {
  try {
    const stored: unknown = JSON.parse(window.sessionStorage.getItem(place(leaseId, shell)) ?? 'null')
    return isWidths(stored) ? stored : null
  } catch {
    return null
  }
}

function isWidths(value: unknown): value is OutputWidths {
  if (typeof value !== 'object' || value === null) return false
  const { run, entries } = value as Partial<Record<keyof OutputWidths, unknown>>
  return typeof run === 'string' && Array.isArray(entries) && entries.every(isEntry)
}

function isEntry(value: unknown): boolean {
  const { offset, columns } = (value ?? {}) as { offset?: unknown; columns?: unknown }
  return Number.isSafeInteger(offset) && Number.isSafeInteger(columns) && Number(columns) >= 1 && Number(columns) <= 1_000
}
