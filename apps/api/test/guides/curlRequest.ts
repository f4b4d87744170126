import { endpoints } from '../../src/app.ts'

/**
 * Checks the request of a `curl` command against the API's endpoints: method, path, fields of the query and names in the JSON body. Returns an error text, or
 * null. Accepts every request to an address outside `/api/v1`.
 */
export function wrongRequest(words: readonly string[]): string | null {
  const address = words.find((word) => word.includes('/api/v1/'))
  if (address === undefined) return null
  const [path = '', query = ''] = (address.split('/api/v1')[1] ?? '').split('?')
  const body = valueAfter(words, ['-d', '--data', '--json'])
  const method = (valueAfter(words, ['-X', '--request']) ?? (body === undefined ? 'GET' : 'POST')).toLowerCase()
  if (path === '/openapi.json') return method === 'get' ? null : `${method} ${path} does not exist`
  const found = endpoints.find((one) => one.method === method && isPathOf(one.path, path))
  if (found === undefined) return `${method.toUpperCase()} ${path} does not exist`
  const names = [...new URLSearchParams(query).keys()]
  const unknown = names.filter((name) => !fieldsOf(found.query).has(name))
  if (unknown.length > 0) return `${found.path} has no field ${unknown.join(', ')} in its query`
  if (body === undefined || !body.trim().startsWith('{')) return null
  const strange = Object.keys(JSON.parse(body) as object).filter((name) => !fieldsOf(found.body).has(name))
  return strange.length > 0 ? `${found.path} has no field ${strange.join(', ')} in its body` : null
}

function valueAfter(words: readonly string[], options: readonly string[]): string | undefined {
  const at = words.findIndex((word) => options.includes(word))
  return at === -1 ? undefined : words[at + 1]
}

function isPathOf(pattern: string, path: string): boolean {
  const wanted = pattern.split('/')
  const parts = path.split('/')
  return wanted.length === parts.length && wanted.every((part, index) => part.startsWith('{') || part === parts[index])
}

/** Returns the names of all fields that a schema accepts, including those of its alternatives. */
function fieldsOf(schema: (typeof endpoints)[number]['body']): Set<string> {
  if (schema === null) return new Set()
  const names = new Set<string>()
  const whole = schema.toJSONSchema({ io: 'input', unrepresentable: 'any' }) as JsonSchema
  const walk = (node: JsonSchema) => {
    const target = node.$ref === undefined ? undefined : whole.$defs?.[node.$ref.replace('#/$defs/', '')]
    if (target !== undefined) walk(target)
    for (const name of Object.keys(node.properties ?? {})) names.add(name)
    for (const inner of [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])]) walk(inner)
  }
  walk(whole)
  return names
}

type JsonSchema = {
  readonly $ref?: string
  readonly $defs?: Record<string, JsonSchema>
  readonly properties?: Record<string, unknown>
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
}
