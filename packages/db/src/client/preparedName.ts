import { createHash } from 'node:crypto'

const names = new Map<string, string>()

/**
 * Returns the name under which a connection caches the plan of a statement. The same text has the same name; the cache grows with the number of
 * texts.
 */
export function preparedName(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 32)
  names.set(text, name)
  return name
}
