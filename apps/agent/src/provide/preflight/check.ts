import { type ErrorCode, errorTable } from '@infinitio/domain'

const marks: Record<Check['state'], string> = { ok: '✓', missing: '✗', skipped: '–', warned: '!' }

/** The result of one check that is made before a machine is listed. `fix` is the command or the step that solves the problem. */
export type Check =
  | { name: string; state: 'ok' | 'skipped' | 'warned'; detail: string; code: null; sentence: null; fix: null }
  | { name: string; state: 'missing'; detail: string; code: ErrorCode; sentence: string; fix: string }

/** Returns a check that passed. */
export const passed = (name: string, detail: string): Check => ({ name, state: 'ok', detail, code: null, sentence: null, fix: null })

/** Returns the result of a check that was skipped: it does not apply here, or another check must pass first. */
export const skipped = (name: string, detail: string): Check => ({ name, state: 'skipped', detail, code: null, sentence: null, fix: null })

/**
 * Returns the result of a check that passed with a warning: the checked setting works, but is probably a mistake, and `detail` says why. A warning does not
 * prevent the listing.
 */
export const warned = (name: string, detail: string): Check => ({ name, state: 'warned', detail, code: null, sentence: null, fix: null })

/** Returns a check that failed. `detail` states what was found, `code` is a code of the error table, and `fix` states how to solve the problem. */
export function missing(name: string, { code, detail, fix }: { code: ErrorCode; detail: string; fix: string }): Check {
  return { name, state: 'missing', detail, code, sentence: errorTable[code].sentence, fix }
}

/** Returns the exit code for a table of checks: the code of the first missing requirement, or 0 if nothing is missing. */
export function exitCodeOfChecks(checks: readonly Check[]): number {
  const first = checks.find((check) => check.state === 'missing')
  return first === undefined ? 0 : errorTable[first.code].exit
}

/** Formats the checks as a table for a person, one line for each check. Below a failed check come the error's sentence with its code, and the fix. */
export function checkLines(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ name }) => name.length))
  return checks
    .flatMap(({ name, state, detail, sentence, code, fix }) => [
      `${marks[state]} ${name.padEnd(width)}  ${detail}`,
      ...(sentence === null ? [] : [`  ${' '.repeat(width)}  ${sentence} (${code})`, `  ${' '.repeat(width)}  → ${fix}`]),
    ])
    .join('\n')
}
