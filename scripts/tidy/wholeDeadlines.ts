import type { Finding, SourceFile } from './sourceFile.ts'

const calls = /AbortSignal\.timeout\(([^()]*(?:\([^()]*\))?[^()]*)\)/g
const wholeNumber = /^[\d_]+$/

/**
 * AbortSignal.timeout throws for fractions. Outside `deadlineSignal` it takes a whole number, written there or as a constant of the same file; a computed
 * length goes through `wholeMilliseconds`. Tests may show what it throws.
 */
export function wholeDeadlines(file: SourceFile): Finding[] {
  if (file.path.endsWith('/deadlineSignal.ts') || /\.test\.tsx?$/.test(file.path) || file.path.startsWith('scripts/tidy/')) return []
  return [...file.text.matchAll(calls)].flatMap(({ index, 1: argument = '' }) => {
    if (wholeNumber.test(argument) || isWholeConstant(file.text, argument)) return []
    const path = `${file.path}:${file.text.slice(0, index).split('\n').length}`
    return [{ path, rule: 'whole-deadlines', message: 'AbortSignal.timeout throws for fractions: use deadlineSignal(wholeMilliseconds(…))' }]
  })
}

function isWholeConstant(text: string, name: string): boolean {
  return /^\w+$/.test(name) && new RegExp(`^(?:export )?const ${name} = [\\d_]+$`, 'm').test(text)
}
