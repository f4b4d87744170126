import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** The result of a mutant: a test failed, all tests passed, or the tests did not end in time. */
export type Answer = 'noticed' | 'lived' | 'endless'

/** Results of an earlier run about the same mutants, by name, and functions to add new ones. */
export type Results = {
  /** Returns undefined for a mutant without a result. */
  readonly find: (name: string) => Answer | undefined
  /** Stores a result immediately and returns it. */
  readonly keep: (name: string, answer: Answer) => Answer
}

const signs = { noticed: '+', lived: '-', endless: '~' } as const satisfies Record<Answer, string>

/** Opens a file with one result per line: a sign (+ noticed, - lived, ~ endless), a space, the name. Without a file, results are only in memory. */
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
