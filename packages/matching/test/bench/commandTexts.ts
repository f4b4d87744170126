import { type BookCommand, fromCanonical, toCanonical } from '../../src/index.ts'

/**
 * Commands as the matcher comes by them: texts outside of the heap, as they come from the database, each of which becomes a command anew when it is read, and so
 * right before it is judged. Returns what reads the command at a place.
 */
export function commandTexts<Command extends BookCommand>(commands: readonly Command[]): (at: number) => Command {
  const texts = commands.map((command) => Buffer.from(toCanonical(command)))
  const bytes = Buffer.concat(texts)
  const ends = new Float64Array(texts.length + 1)
  for (const [at, text] of texts.entries()) ends[at + 1] = (ends[at] as number) + text.length
  return (at) => fromCanonical(bytes.toString('latin1', ends[at], ends[at + 1])) as Command
}
