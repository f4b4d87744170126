import { mostShells } from '@infinitio/domain'
import type { LeaseDoor } from './leaseDoor.ts'
import { WebTerminal } from './webTerminal.ts'

/** The shells on the page of a lease, by number. Each shell has its own terminal, survives closed pages, and ends independently of the others. */
export class WebTerminals {
  readonly #door: LeaseDoor
  readonly #byNumber = new Map<number, WebTerminal>()

  constructor(door: LeaseDoor) {
    this.#door = door
  }

  /** Returns the terminal with this number, 1 to `mostShells`; null for any other number. It starts its shell when a page attaches. */
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
