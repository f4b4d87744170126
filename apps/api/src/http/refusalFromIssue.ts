import { type ErrorCode, type FieldProblem, isErrorCode, type Refusal } from '@infinitio/domain'
import type { z } from 'zod'
import { allowedText } from './allowedText.ts'

/** The most wrong fields that a refusal lists, so that it stays short. */
const mostProblems = 20

/**
 * Returns the refusal for the issues of a schema. The code and `detail` describe the first wrong field, and `errors` lists every one with its allowed values. Our schemas
 * carry the code as the message; a message of zod becomes `api.unknown_field` or `api.invalid_field`.
 */
export function refusalFromIssue(error: z.ZodError, where: 'body' | 'query' | 'path'): Refusal {
  const issues = error.issues.slice(0, mostProblems).map(deepest)
  const [issue] = issues
  if (issue === undefined) return { rejected: 'api.malformed_body' }
  const field = [where, ...issue.path.map(String)].join('.')
  const code = codeOf(issue)
  return { rejected: code, detail: detailOf(issue, field), errors: issues.map((one) => problemOf(one, where)) }
}

function detailOf(issue: z.core.$ZodIssue, field: string): string {
  if (issue.code === 'unrecognized_keys') return `${field}: ${issue.keys.join(', ')}`
  // A rule that compares several fields has an error code and no text of its own.
  if (codeOf(issue) !== 'api.invalid_field' || (issue.code === 'custom' && isErrorCode(issue.message))) return field
  return `${field}: ${allowedText(issue)}`
}

function problemOf(issue: z.core.$ZodIssue, where: FieldProblem['in']): FieldProblem {
  const pointer = issue.path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  return { in: where, pointer, code: codeOf(issue), detail: allowedText(issue) }
}

function codeOf(issue: z.core.$ZodIssue): ErrorCode {
  if (issue.code === 'unrecognized_keys') return 'api.unknown_field'
  return isErrorCode(issue.message) ? issue.message : 'api.invalid_field'
}

/** Returns the issue of the union's alternative that matched best, because the union's own issue states only that no alternative matches. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue
  const inner = issue.errors.flat().toSorted((a, b) => b.path.length - a.path.length)[0]
  if (inner === undefined) return issue
  const found = deepest(inner)
  return { ...found, path: [...issue.path, ...found.path] }
}
