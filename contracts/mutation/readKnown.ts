import { readFileSync } from 'node:fs'

/** Mutants that change nothing anyone can see, each judged by a person: one a line as `runMutation.ts` prints it, `#` for the reasons. */
export function readKnown(file: string): ReadonlySet<string> {
  const lines = readFileSync(file, 'utf8').split('\n')
  return new Set(lines.filter((line) => line !== '' && !line.startsWith('#')))
}
