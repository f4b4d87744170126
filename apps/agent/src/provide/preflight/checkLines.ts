import type { Check } from './check.ts'

const marks: Record<Check['state'], string> = { ok: '✓', missing: '✗', skipped: '–' }

/** The table for a person: a line for each check; below what is missing the sentence with its code, and the fix. */
export function checkLines(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ name }) => name.length))
  return checks
    .flatMap(({ name, state, detail, sentence, code, fix }) => [
      `${marks[state]} ${name.padEnd(width)}  ${detail}`,
      ...(sentence === null ? [] : [`  ${' '.repeat(width)}  ${sentence} (${code})`, `  ${' '.repeat(width)}  → ${fix}`]),
    ])
    .join('\n')
}
