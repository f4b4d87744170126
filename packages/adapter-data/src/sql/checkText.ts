import { AdapterError } from '@infinitio/tasks/adapter'
import { manifest } from '../manifest/manifest.ts'

/**
 * Throws an AdapterError for a query that is too long or has invisible characters. Two interfaces of DuckDB could read such a query differently: some of them
 * end it at a zero byte.
 */
export function checkText({ field, sql }: { field: string; sql: string }): void {
  const lines = sql.split('\n')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are refused
  const at = lines.findIndex((line) => /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b-\u200f\u2028-\u202e\u2060-\u2069]/.test(line))
  if (at >= 0)
    throw new AdapterError('programRefused', `${field}, line ${at + 1}: a character that cannot be seen is not allowed.`, { field, line: at + 1 })
  if (!sql.isWellFormed()) throw new AdapterError('programRefused', `${field}: the text is not Unicode.`, { field })
  if (Buffer.byteLength(sql) > manifest.mostQueryBytes)
    throw new AdapterError('programRefused', `${field}: a query has at most ${manifest.mostQueryBytes} bytes.`, { field })
}
