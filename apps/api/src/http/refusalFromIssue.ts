import { type ErrorCode, type FieldProblem, isErrorCode, type Refusal } from '@infinitio/domain'
import { rangeOfPattern } from '@infinitio/domain/wire'
import { z } from 'zod'

/** The most wrong fields that a refusal lists, so that it stays short. */
const mostProblems = 20

/**
 * Returns the refusal for the issues that a schema reported about `value`. The code and `detail` describe the first wrong field, and `errors` has each wrong
 * field (up to 20) with its allowed values. If the message of the first issue is one of our error codes, the refusal has that code; otherwise it has
 * `api.unknown_field` or `api.invalid_field`. `schema` is the schema of the value: with it, an unknown field that another endpoint has under another name is answered
 * with the name here.
 */
export function refusalFromIssue(
  error: z.ZodError,
  { where, value, schema }: { where: FieldProblem['in']; value: unknown; schema?: z.ZodType },
): Refusal {
  const issues = error.issues.slice(0, mostProblems).map(deepest)
  const [issue] = issues
  if (issue === undefined) return { rejected: 'api.malformed_body' }
  const field = [where, ...issue.path.map(String)].join('.')
  const fields = schema === undefined ? [] : fieldsOf(schema)
  const errors = issues.flatMap((one) => problemsOf(one, { where, value, fields })).slice(0, mostProblems)
  return { rejected: codeOf(issue), detail: detailOf(issue, { field, value, fields }), errors }
}

function detailOf(issue: z.core.$ZodIssue, { field, value, fields }: { field: string; value: unknown; fields: readonly string[] }): string {
  if (issue.code === 'unrecognized_keys') return `${field}: ${issue.keys.map((key) => `${key}${hereText(key, fields)}`).join(', ')}`
  // A rule that compares several fields is described only by its error code, so add no text about allowed values.
  if (codeOf(issue) !== 'api.invalid_field' || (issue.code === 'custom' && isErrorCode(issue.message))) return field
  return `${field}: ${allowedText(issue, value)}`
}

/** Returns the problem of an issue, or one problem for each unknown field. */
function problemsOf(
  issue: z.core.$ZodIssue,
  { where, value, fields }: { where: FieldProblem['in']; value: unknown; fields: readonly string[] },
): FieldProblem[] {
  const code = codeOf(issue)
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => {
      const detail = `is an unknown field${hereText(key, fields)}`
      return { in: where, pointer: pointerTo([...issue.path, key]), code, detail }
    })
  return [{ in: where, pointer: pointerTo(issue.path), code, detail: allowedText(issue, value) }]
}

/** Names that `GET /listings` and `POST /leases` give to the same thing. */
const sameThing: readonly (readonly [string, string])[] = [
  ['class', 'gpu'],
  ['minGpus', 'gpus'],
  ['maxPricePerGpuHour', 'maxPrice'],
  ['includeSimulated', 'simulated'],
  ['minutes', 'duration'],
  ['seconds', 'duration'],
  ['durationSeconds', 'duration'],
]

/** Returns the words that name the field which is meant by an unknown one, or an empty text. Pure. */
function hereText(unknown: string, fields: readonly string[]): string {
  const names = sameThing.find((pair) => pair.includes(unknown)) ?? []
  const here = names.find((name) => fields.includes(name))
  return here === undefined ? '' : ` (here it is ${here})`
}

/** Returns the names of the fields of an object, or of all alternatives of a union. */
function fieldsOf(schema: z.ZodType): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape)
  return schema instanceof z.ZodUnion ? schema.options.flatMap((option) => fieldsOf(option as z.ZodType)) : []
}

function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** Returns the part of a value at a path, or undefined if the value has none there. */
function partAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((part, key) => (typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined), value)
}

function codeOf(issue: z.core.$ZodIssue): ErrorCode {
  if (issue.code === 'unrecognized_keys') return 'api.unknown_field'
  return isErrorCode(issue.message) ? issue.message : 'api.invalid_field'
}

/**
 * Replaces the issue of a union by the issue of its alternatives that concerns the deepest field, because the union's own issue states only that no alternative
 * matches.
 */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue
  const inner = issue.errors.flat().toSorted((a, b) => b.path.length - a.path.length)[0]
  if (inner === undefined) return issue
  const found = deepest(inner)
  return { ...found, path: [...issue.path, ...found.path] }
}

const mostChoices = 20

/** Returns a sentence about the values that a field allows, from the schema's issue about `value`. Pure. */
function allowedText(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${article(issue.expected)}${partAt(value, issue.path) === undefined ? ', and is missing' : ''}`
    case 'invalid_union':
      return issue.inclusive !== false && issue.options !== undefined ? `must be one of ${issue.options.map(String).join(', ')}` : otherText(issue)
    case 'invalid_value':
      return issue.values.length === 1
        ? `must be ${JSON.stringify(issue.values[0])}`
        : `must be one of ${issue.values.slice(0, mostChoices).map(String).join(', ')}${issue.values.length > mostChoices ? ', …' : ''}`
    case 'too_small':
      return `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unitOf(issue.origin)}`
    case 'too_big':
      return `must be ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${unitOf(issue.origin)}`
    case 'invalid_format':
      return formatText(issue)
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`
    default:
      return otherText(issue)
  }
}

const otherText = ({ message }: z.core.$ZodIssue): string => (message.includes(' ') ? message : 'has a value that is not allowed')

function formatText({ format, pattern }: z.core.$ZodIssueInvalidStringFormat): string {
  if (format !== 'regex') return `must be ${article(format)}`
  const source = (pattern ?? '').replace(/^\/|\/[a-z]*$/g, '')
  const range = rangeOfPattern(source)
  if (range !== null) return `must be a whole number from ${range.min} to ${range.max}`
  const list = listText(source)
  if (list !== null) return list
  return source.length <= 60 ? `must match ${source}` : 'has another form'
}

/**
 * Returns a sentence about a field that takes a comma-separated list: the range of its numbers, or its allowed names. Reads them from `source`, the regular
 * expression of the field's schema. Null if that is not the expression of such a list.
 */
function listText(source: string): string | null {
  const [, item, others] = /^\^(.+)\(,\1\)\{0,(\d+)\}\$$/.exec(source) ?? []
  if (item === undefined) return null
  const range = rangeOfPattern(`^${item}$`)
  const names = /^\(([\w|]+)\)$/.exec(item)?.[1]?.split('|')
  if (range !== null) return `must be up to ${Number(others) + 1} whole numbers from ${range.min} to ${range.max}, with commas between them`
  return names === undefined ? null : `must be one or more of ${names.join(', ')}, with commas between them`
}

const unitOf = (origin: string): string => (origin === 'string' ? ' characters long' : origin === 'array' ? ' items long' : '')

function article(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`
}
