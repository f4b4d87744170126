import { AdapterError, nearestKey } from '@infinitio/tasks/adapter'

/** The fields of a JSON object in a request. */
export type Fields = Readonly<Record<string, unknown>>

/** Returns the error for a line of the file of requests. */
export function refuseLine(line: number, message: string): AdapterError {
  return new AdapterError('inputInvalid', message, { field: 'requests', line })
}

/** Returns a JSON value as an object. `what` names it in the error. Throws an AdapterError with the line for any other value. */
export function fieldsOf(value: unknown, { line, what }: { readonly line: number; readonly what: string }): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
  throw refuseLine(line, `${what} must be a JSON object.`)
}

/** Throws an AdapterError with the line for a field that is not known. The error names the nearest known field, if there is one. */
export function refuseOthers(fields: Fields, { line, known }: { readonly line: number; readonly known: readonly string[] }): void {
  const unknown = Object.keys(fields).find((key) => !known.includes(key))
  if (unknown === undefined) return
  const nearest = nearestKey(unknown, known)
  const hint = nearest === undefined ? ` The fields are ${known.join(', ')}.` : ` Did you mean ${JSON.stringify(nearest)}?`
  throw refuseLine(line, `The field ${JSON.stringify(unknown)} is not supported.${hint}`)
}
