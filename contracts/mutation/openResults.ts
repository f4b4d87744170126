import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** What became of a mutant: a test failed, all passed, or the tests did not end in time. */
export type Answer = 'noticed' | 'lived' | 'endless'

/** Answers of an earlier run about the same mutants, by name, and the place for new ones. */
export type Results = {
  /** Undefined when nobody asked yet. */
  readonly find: (name: string) => Answer | undefined
  /** Writes an answer down at once and gives it back. */
  readonly keep: (name: string, answer: Answer) => Answer
}

const signs = { noticed: '+', lived: '-', endless: '~' } as const satisfies Record<Answer, string>

/** Opens a file of one answer a line: a sign (+ noticed, - lived, ~ endless), a space, the name. Without a file it forgets. */
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
