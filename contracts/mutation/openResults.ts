import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** The result of a mutant (a copy of the code with one deliberate mistake): killed by a failing test, survived because all tests passed, or timed out. */
export type Answer = 'noticed' | 'lived' | 'endless'

/** The results of mutants (copies of the code with one deliberate mistake) by name, also results of an earlier run. */
export type Results = {
  /** Returns the result of a mutant by its name; undefined if it has none yet. */
  readonly find: (name: string) => Answer | undefined
  /** Stores a mutant's result in the file at once, and returns the result. */
  readonly keep: (name: string, answer: Answer) => Answer
}

const signs = { noticed: '+', lived: '-', endless: '~' } as const satisfies Record<Answer, string>

/**
 * Opens a file with one mutant's result per line: a sign (+ killed, - survived, ~ timed out), a space, the mutant's name. Without a file, results are only in
 * memory.
 */
export function openResults(file: string | undefined): Results {
  const lines = file !== undefined && existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  const known = new Map(lines.filter((line) => line !== '').map((line) => [line.slice(2), answerOf(line)]))
  return {
    find: (name) => known.get(name),
    keep: (name, answer) => {
      if (file !== undefined) appendFileSync(file, `${signs[answer]} ${name}\n`)
      return answer
    },
  }
}

function answerOf(line: string): Answer {
  const answer = (Object.keys(signs) as Answer[]).find((known) => line.startsWith(`${signs[known]} `))
  if (answer === undefined) throw new Error(`not a line of results: ${line}`)
  return answer
}
