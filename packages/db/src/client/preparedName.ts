import { createHash } from 'node:crypto'

const names = new Map<string, string>()

/** The name under which a connection keeps the plan of a statement: the same for the same text. There are as many as texts that ask for it. */
export function preparedName(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 32)
  names.set(text, name)
  return name
}
