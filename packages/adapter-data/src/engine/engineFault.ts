import { AdapterError } from '@infinitio/tasks/adapter'

/** Returns why the engine refused or ended a query. Its errors are the query's, except when its memory or its time ended. */
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

/** DuckDB begins each message with the kind of the error. */
function isEngineError(message: string): boolean {
  return /^[A-Z][A-Za-z]*( [A-Za-z]+)* Error: /.test(message)
}

/** Paths of this machine go to nobody. */
function withoutPaths(message: string): string {
  return message.replaceAll(/(\/[^\s/"']+){2,}/g, 'a file').slice(0, 400)
}
