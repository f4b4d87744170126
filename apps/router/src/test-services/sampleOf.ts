const deepest = 8

/**
 * Returns a value that fits a JSON schema, for the arguments of a tool and for answers in JSON. The same schema always gives the same value. It reads the type,
 * the listed values, the properties and the items of a schema; a schema that it cannot read gives an empty text.
 */
export function sampleOf(schema: unknown, depth = 0): unknown {
  if (typeof schema !== 'object' || schema === null || depth > deepest) return ''
  const { type, enum: listed, const: only, properties, items } = schema as Readonly<Record<string, unknown>>
  if (only !== undefined) return only
  if (Array.isArray(listed) && listed.length > 0) return listed[0]
  const kind = Array.isArray(type) ? type[0] : type
  if (kind === 'object' || isRecord(properties)) return sampleOfObject(properties, depth)
  if (kind === 'array') return items === undefined ? [] : [sampleOf(items, depth + 1)]
  if (kind === 'integer' || kind === 'number') return 1
  if (kind === 'boolean') return true
  return kind === 'null' ? null : 'test'
}

function sampleOfObject(properties: unknown, depth: number): Readonly<Record<string, unknown>> {
  const entries = isRecord(properties) ? Object.entries(properties) : []
  return Object.fromEntries(entries.map(([name, inner]) => [name, sampleOf(inner, depth + 1)]))
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
