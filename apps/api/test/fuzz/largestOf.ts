/** The parts of JSON Schema that the bodies of the API use. */
type Schema = {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
  readonly pattern?: string
  readonly maximum?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
}

const widest = 256n

/**
 * Returns a value that a JSON schema allows. Every number is the largest allowed one, and every
 * list has at least one item.
 */
export function largestOf(schema: Schema, defs: Readonly<Record<string, Schema>> = schema.$defs ?? {}): unknown {
  const inner = (part: Schema) => largestOf(part, defs)
  if (schema.$ref !== undefined) return inner(defs[schema.$ref.replace('#/$defs/', '')] ?? {})
  if ('const' in schema) return schema.const
  if (schema.enum !== undefined) return schema.enum.at(-1)
  const [choice] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? []
  if (choice !== undefined) return inner(choice)
  switch (schema.type) {
    case 'integer':
    case 'number':
      return schema.maximum ?? Number.MAX_SAFE_INTEGER
    case 'boolean':
      return true
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () => inner(schema.items ?? {}))
    case 'object':
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, part]) => [name, inner(part)]))
    case 'string':
      return largestText(schema)
    default:
      return null
  }
}

/** Returns a text that matches the pattern: the largest decimal number if the pattern allows one, else the largest hexadecimal number, else another text. */
function largestText({ pattern, maxLength }: Schema): string {
  const fits = new RegExp(pattern ?? '')
  for (let bits = widest; bits > 0n; bits -= 1n) if (pattern !== undefined && fits.test(`${(1n << bits) - 1n}`)) return `${(1n << bits) - 1n}`
  const hex = [20, 32, 64, 65].map((bytes) => `0x${'ff'.repeat(bytes)}`)
  const others = ['ffffffff-ffff-4fff-bfff-ffffffffffff', '2099-12-31', 'z'.repeat(maxLength ?? 1), 'zz', '/z']
  return [...hex, ...others].find((text) => fits.test(text)) ?? ''
}
