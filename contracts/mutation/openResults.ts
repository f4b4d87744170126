import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** The result of a mutant (a copy of the code with one deliberate mistake): killed by a failing test, survived because all tests passed, or timed out. */
export type Answer = 'noticed' | 'lived' | 'endless'

/** Finds the results of earlier runs and stores new ones, by the name of the mutant (a copy of the code with one deliberate mistake). */
export type Results = {
  /** Returns the result that a mutant had in the file when the file was opened; undefined if it had none. */
  readonly find: (name: string) => Answer | undefined
  /** Appends a mutant's result to the file at once, if there is a file, and returns the result. */
  readonly keep: (name: string, answer: Answer) => Answer
}

const signs = { noticed: '+', lived: '-', endless: '~' } as const satisfies Record<Answer, string>

/**
 * Opens a file with one mutant's result per line: a sign (+ killed, - survived, ~ timed out), a space, the mutant's name. Without a file, no result is known
 * and none is stored.
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
