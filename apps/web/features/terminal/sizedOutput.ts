import type { StreamPosition } from '#web/features/terminal/outputPosition.ts'
import { type OutputWidths, piecesByWidth, withWidth } from '#web/features/terminal/outputWidths.ts'

/** The part of a terminal that shows output: xterm.js in the page. */
export type Screen = {
  readonly cols: number
  readonly rows: number
  resize(columns: number, rows: number): void
  write(bytes: Uint8Array, done: () => void): void
}

type SizedOutputOptions = {
  readonly screen: Screen
  /** Gives the screen the size of its place in the page. */
  readonly fitToPage: () => void
  readonly widths: OutputWidths | null
  readonly onWidths: (widths: OutputWidths) => void
}

/** Shows the output of a shell at the widths for which the shell wrote it. */
export type SizedOutput = {
  /** Shows output. `from` is its position; null if it is unknown. `onShown` runs when it is on the screen. */
  show(bytes: Uint8Array, from: StreamPosition | null, onShown: () => void): void
  /** Notes that the output from `at` on is for the present width of the screen. */
  note(at: StreamPosition | null): void
  /** True while the screen has a past width, so that its size must not go to the shell. */
  isPast(): boolean
}

/**
 * Creates the output of one screen. After a reload, the machine sends the past output of the shell again. Each part of it is written at its own width, and then
 * the screen gets the width of the page, which wraps the whole lines again.
 */
export function createSizedOutput({ screen, fitToPage, widths: stored, onWidths }: SizedOutputOptions): SizedOutput {
  let [widths, isPast, waiting] = [stored, false, 0]
  let last: Promise<void> = Promise.resolve()

  async function write({ bytes, columns }: { bytes: Uint8Array; columns: number | null }): Promise<void> {
    if (columns !== null && columns !== screen.cols) {
      isPast = true
      screen.resize(columns, screen.rows)
    }
    await new Promise<void>((done) => {
      screen.write(bytes, done)
    })
  }

  function note(at: StreamPosition | null): void {
    const isSame = widths !== null && widths.run === at?.run && widths.entries.at(-1)?.columns === screen.cols
    if (at === null || isPast || isSame) return
    widths = withWidth(widths, at, screen.cols)
    onWidths(widths)
  }

  async function showAll(bytes: Uint8Array, from: StreamPosition | null, onShown: () => void): Promise<void> {
    for (const piece of piecesByWidth(bytes, from, widths)) await write(piece)
    waiting -= 1
    if (waiting === 0) {
      if (isPast) fitToPage()
      isPast = false
      note(from === null ? null : { ...from, offset: from.offset + bytes.byteLength })
    }
    onShown()
  }

  return {
    show(bytes, from, onShown) {
      waiting += 1
      last = last.then(() => showAll(bytes, from, onShown))
    },
    note,
    isPast: () => isPast,
  }
}
