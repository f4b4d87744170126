import { jsonAnswers } from './jsonAnswers.ts'

/** Formats, for the help of a command, the description of its output with `--json`. Returns an empty text for a command that prints no JSON. Pure. */
export function jsonText(path: string): string {
  const answers = jsonAnswers[path] ?? []
  if (answers.length === 0) return ''
  const [first = '', ...others] = answers
  const named = answers.some((answer) => /\b[A-Z]/.test(answer)) ? ['  Fields of a name with a capital letter: <market>/docs/api/schemas/<name>'] : []
  return ['\nWith --json it prints:', `  ${first}`, ...others.map((one) => `  or ${one}`), ...named].join('\n')
}
