import { AdapterError } from '@infinitio/tasks/adapter'

/**
 * Converts an error of DuckDB into an AdapterError. Blames the query, except in three cases: it used up its memory, it used up its time, or the message does
 * not come from DuckDB.
 */
export function engineFault(error: unknown, field?: 'map' | 'combine'): AdapterError {
  if (error instanceof AdapterError) return error
  const text = error instanceof Error ? error.message : String(error)
  const [first = ''] = text.split('\n')
  if (/^Out of Memory Error|bad_alloc|could not allocate/i.test(first)) return new AdapterError('tooMuchMemory', 'The query needs more than 512 MiB.')
  if (/^INTERRUPT Error/.test(first)) return new AdapterError('tooLong', 'The query did not end in time.')
  if (field === undefined || !isEngineError(first)) return new AdapterError('adapterFault', withoutPaths(first))
  const [, line] = /^LINE (\d+):/m.exec(text) ?? []
  const place = { field, ...(line === undefined ? {} : { line: Number(line) }) }
  return new AdapterError('programFailed', `${field}${line === undefined ? '' : `, line ${line}`}: ${withoutPaths(first)}`, place)
}

/** Returns true for a message of DuckDB. It begins with the kind of the error, such as `Binder Error: `. */
function isEngineError(message: string): boolean {
  return /^[A-Z][A-Za-z]*( [A-Za-z]+)* Error: /.test(message)
}

/** Replaces paths of this machine in a message and cuts it to 400 characters, because nobody else may see them. */
function withoutPaths(message: string): string {
  return message.replaceAll(/(\/[^\s/"']+){2,}/g, 'a file').slice(0, 400)
}
