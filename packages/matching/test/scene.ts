import type { BookCommand, BookEvent } from '../src/index.ts'
import { type AnyBook, openingCommands } from './marketScene.ts'

/** An order book in a test. It gives commands their sequence numbers and moves the clock. */
export type Scene = {
  readonly book: AnyBook
  /** Lets seconds pass before the next command. */
  readonly wait: (seconds: number) => void
  readonly play: (command: BookCommand) => BookEvent[]
  /** Plays a command. Returns the kinds of its events, each with its code if it has one. */
  readonly answer: (command: BookCommand) => string[]
  readonly sequence: () => number
}

/** Makes a scene (a book with a test market) after its first commands. */
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
