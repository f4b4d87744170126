import { readFileSync } from 'node:fs'

/**
 * Reads the mutants without any observable effect, each judged by a person: one per line as `runMutation.ts` prints it, with reasons on lines that
 * begin with `#`.
 */
export function readKnown(file: string): ReadonlySet<string> {
  const lines = readFileSync(file, 'utf8').split('\n')
  return new Set(lines.filter((line) => line !== '' && !line.startsWith('#')))
}
