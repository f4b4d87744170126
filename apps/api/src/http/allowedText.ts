import { rangeOfPattern } from '@infinitio/domain/wire'
import type { z } from 'zod'

const mostChoices = 20

/** Returns the values that a field allows, from the issue that the schema reported for a wrong value. Pure. */
export function allowedText(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${article(issue.expected)}${issue.input === undefined ? ', and is missing' : ''}`
    case 'invalid_value':
      return issue.values.length === 1
        ? `must be ${JSON.stringify(issue.values[0])}`
        : `must be one of ${issue.values.slice(0, mostChoices).map(String).join(', ')}${issue.values.length > mostChoices ? ', …' : ''}`
    case 'too_small':
      return `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unitOf(issue.origin)}`
    case 'too_big':
      return `must be ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${unitOf(issue.origin)}`
    case 'unrecognized_keys':
      return `must not have ${issue.keys.join(', ')}`
    case 'invalid_format':
      return formatText(issue)
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`
    default:
      return issue.message.includes(' ') ? issue.message : 'has a value that is not allowed'
  }
}

function formatText({ format, pattern }: z.core.$ZodIssueInvalidStringFormat): string {
  if (format !== 'regex') return `must be ${article(format)}`
  const source = (pattern ?? '').replace(/^\/|\/[a-z]*$/g, '')
  const range = rangeOfPattern(source)
  if (range !== null) return `must be a whole number from ${range.min} to ${range.max}`
  return source.length <= 60 ? `must match ${source}` : 'has another form'
}

const unitOf = (origin: string): string => (origin === 'string' ? ' characters long' : origin === 'array' ? ' items long' : '')

function article(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`
}
