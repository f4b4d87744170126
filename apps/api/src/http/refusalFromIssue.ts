import { isErrorCode, type Refusal } from '@infinitio/domain'
import type { z } from 'zod'

/**
 * The refusal of the first thing a schema found wrong. Our schemas carry the code as the message; what zod itself says becomes
 * `api.unknown_field` or `api.invalid_field`. `detail` names the field.
 */
export function refusalFromIssue(error: z.ZodError, where: 'body' | 'query' | 'path'): Refusal {
  const issue = deepest(error.issues[0])
  if (issue === undefined) return { rejected: 'api.malformed_body' }
  const field = [where, ...issue.path.map(String)].join('.')
  if (issue.code === 'unrecognized_keys') return { rejected: 'api.unknown_field', detail: `${field}: ${issue.keys.join(', ')}` }
  if (isErrorCode(issue.message)) return { rejected: issue.message, detail: field }
  return { rejected: 'api.invalid_field', detail: `${field}: ${issue.message}` }
}

/** A union says only that nothing fits; the alternative that came furthest says why. */
function deepest(issue: z.core.$ZodIssue | undefined): z.core.$ZodIssue | undefined {
  if (issue?.code !== 'invalid_union') return issue
  const inner = issue.errors.flat().toSorted((a, b) => b.path.length - a.path.length)[0]
  if (inner === undefined) return issue
  const found = deepest(inner) ?? inner
  return { ...found, path: [...issue.path, ...found.path] }
}
