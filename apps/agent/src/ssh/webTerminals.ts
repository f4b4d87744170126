import { mostShells } from '@infinitio/domain'
import type { LeaseDoor } from './leaseDoor.ts'
import { WebTerminal } from './webTerminal.ts'

/** The shells that the pages of a lease share, by number: each a terminal of its own that lives on when a page goes, and ends without the others. */
export class WebTerminals {
  readonly #door: LeaseDoor
  readonly #byNumber = new Map<number, WebTerminal>()

  constructor(door: LeaseDoor) {
    this.#door = door
  }

  /** The terminal with this number, 1 to `mostShells`; null for any other. It starts its shell when a page looks at it. */
  numbered(shell: number): WebTerminal | null {
    if (!Number.isInteger(shell) || shell < 1 || shell > mostShells) return null
    const terminal = this.#byNumber.get(shell) ?? new WebTerminal(this.#door)
    this.#byNumber.set(shell, terminal)
    return terminal
  }

  /** The numbers of the shells that run now, lowest first. */
  running(): number[] {
    return [...this.#byNumber].flatMap(([shell, terminal]) => (terminal.isRunning ? [shell] : [])).toSorted((a, b) => a - b)
  }
}
