import { type BookCommand, fromCanonical, toCanonical } from '../../src/index.ts'

/**
 * Stores commands as texts outside of the heap, as they come from the database. Returns a function that parses the command at an index, so that
 * parsing happens right before the command is judged.
 */
export function commandTexts<Command extends BookCommand>(commands: readonly Command[]): (at: number) => Command {
  const texts = commands.map((command) => Buffer.from(toCanonical(command)))
  const bytes = Buffer.concat(texts)
  const ends = new Float64Array(texts.length + 1)
  for (const [at, text] of texts.entries()) ends[at + 1] = (ends[at] as number) + text.length
  return (at) => fromCanonical(bytes.toString('latin1', ends[at], ends[at + 1])) as Command
}
