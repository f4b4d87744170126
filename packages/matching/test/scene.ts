import type { BookCommand, BookEvent } from '../src/index.ts'
import { type AnyBook, openingCommands } from './marketScene.ts'

/** A book in play: gives commands their numbers and lets the clock run. */
export type Scene = {
  readonly book: AnyBook
  /** Seconds to let pass before the next command. */
  readonly wait: (seconds: number) => void
  readonly play: (command: BookCommand) => BookEvent[]
  /** What a command was answered: the kinds of its events, with their code where they have one. */
  readonly answer: (command: BookCommand) => string[]
  readonly sequence: () => number
}

/** A scene after the opening commands. */
export function sceneOf(book: AnyBook): Scene {
  let seq = 0
  let atMs = 5_000_000
  const play = (command: BookCommand) => {
    seq += 1
    return book.apply(command, { seq, atMs })
  }
  for (const command of openingCommands()) play(command)
  return {
    book,
    wait: (seconds) => {
      atMs += seconds * 1000
    },
    play,
    answer: (command) => play(command).map((event) => ('code' in event && event.code !== null ? `${event.kind} ${event.code}` : event.kind)),
    sequence: () => seq,
  }
}
