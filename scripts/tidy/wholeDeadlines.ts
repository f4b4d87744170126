import type { Finding, SourceFile } from './sourceFile.ts'

const signals = /AbortSignal\.timeout\(([^()]*(?:\([^()]*\))?[^()]*)\)/g
const options = /\btimeout: ([^,}\n]+)/g
/** Matches modules in which the option `timeout` throws for a number of milliseconds that is not whole. */
const strictModules = /from 'node:(?:child_process|dns|dns\/promises)'/
const wholeNumber = /^[\d_]+$/

/**
 * Finds time limits that may be fractions of milliseconds. AbortSignal.timeout and the option `timeout` of programs and name resolvers throw for fractions. So
 * these may get only a literal, a constant of the same file, or the result of `wholeMilliseconds` (for signals: `deadlineSignal`). Tests may use fractions, to
 * show the errors.
 */
export function wholeDeadlines(file: SourceFile): Finding[] {
  if (file.path.endsWith('/deadlineSignal.ts') || /\.test\.tsx?$/.test(file.path) || file.path.startsWith('scripts/tidy/')) return []
  const findings = (calls: RegExp, message: string) =>
    [...file.text.matchAll(calls)].flatMap(({ index, 1: argument = '' }) => {
      const value = argument.trim()
      if (wholeNumber.test(value) || value.startsWith('wholeMilliseconds(') || isWholeConstant(file.text, value)) return []
      const path = `${file.path}:${file.text.slice(0, index).split('\n').length}`
      return [{ path, rule: 'whole-deadlines', message }]
    })
  return [
    ...findings(signals, 'AbortSignal.timeout throws for fractions: use deadlineSignal(wholeMilliseconds(…))'),
    ...(strictModules.test(file.text) ? findings(options, 'this option throws for fractions: use wholeMilliseconds(…)') : []),
  ]
}

function isWholeConstant(text: string, name: string): boolean {
  return /^\w+$/.test(name) && new RegExp(`^(?:export )?const ${name} = [\\d_]+$`, 'm').test(text)
}
