import type { ApiSchema } from '#web/features/docs/api/apiDocument.ts'

/** Describes in words which values a field may have. `refers` is the name of another schema if the field has that schema, or null. */
export type SchemaText = { readonly text: string; readonly refers: string | null }

/** One field of an object. The name of a field of an inner object begins with the name of that object, such as `terms.price`. */
export type SchemaField = SchemaText & { readonly name: string; readonly required: boolean; readonly description: string }

const deepest = 4

/**
 * Returns the fields of an object and of the unnamed objects inside it, at most four levels deep, in the order of the document. If a schema has alternatives,
 * the fields of each alternative follow one another.
 */
export function schemaFields(schema: ApiSchema, prefix = ''): SchemaField[] {
  if (prefix.split('.').length > deepest) return []
  const choices = listOf(schema.oneOf ?? schema.anyOf)
  if (choices.length > 0) return choices.flatMap((choice) => schemaFields(choice, prefix))
  if (schema.type === 'array') return schemaFields(objectOf(schema.items), `${prefix}[].`.replace('.[]', '[]'))
  const required = new Set(Array.isArray(schema.required) ? schema.required : [])
  return Object.entries(objectOf(schema.properties)).flatMap(([key, value]) => {
    const property = objectOf(value)
    const name = `${prefix}${key}`
    const description = typeof property.description === 'string' ? property.description : ''
    return [{ name, required: required.has(key), description, ...schemaText(property) }, ...schemaFields(property, `${name}.`)]
  })
}

/**
 * One alternative of a schema. A named alternative has only `refers`, the name of its schema. An unnamed alternative has its fields, and `title` is the field
 * with the value that marks it, such as `step: “placed”`, or null.
 */
export type SchemaVariant = { readonly title: string | null; readonly refers: string | null; readonly fields: readonly SchemaField[] }

/**
 * Returns the alternatives of a schema in the order of the document. If the schema has no alternatives, returns the schema itself as the only one. Alternatives
 * without fields and without a name, such as null, are left out.
 */
export function schemaVariants(schema: ApiSchema): SchemaVariant[] {
  const choices = listOf(schema.oneOf ?? schema.anyOf)
  if (choices.length === 0) return [{ title: null, refers: null, fields: schemaFields(schema) }]
  return choices
    .map((choice): SchemaVariant => {
      const { refers } = schemaText(choice)
      return typeof choice.$ref === 'string'
        ? { title: null, refers, fields: [] }
        : { title: markOf(choice), refers: null, fields: schemaFields(choice) }
    })
    .filter(({ refers, fields }) => refers !== null || fields.length > 0)
}

/** Returns the first field that allows only one value, with that value, because such a field tells the alternatives apart. Null if there is none. */
function markOf(choice: ApiSchema): string | null {
  const found = Object.entries(objectOf(choice.properties)).find(([, value]) => objectOf(value).const !== undefined)
  return found === undefined ? null : `${found[0]}: “${String(objectOf(found[1]).const)}”`
}

/**
 * Describes in words which values a schema allows, such as "string, at most 60 characters", "integer 0 to 255", "list of Bid, at most 100" or "one of bid,
 * ask".
 */
export function schemaText(schema: ApiSchema): SchemaText {
  if (typeof schema.$ref === 'string') {
    const refers = schema.$ref.split('/').at(-1) ?? ''
    return { text: refers, refers }
  }
  const choices = listOf(schema.oneOf ?? schema.anyOf)
  if (choices.length > 0) {
    const words = choices.map(schemaText)
    return { text: words.map(({ text }) => text).join(' or '), refers: words.find(({ refers }) => refers !== null)?.refers ?? null }
  }
  if (schema.type === 'array') {
    const { text, refers } = schemaText(objectOf(schema.items))
    return { text: `list of ${text}${bound(schema.minItems, ', at least ')}${bound(schema.maxItems, ', at most ')}`, refers }
  }
  if (Array.isArray(schema.enum)) return { text: `one of ${schema.enum.join(', ')}`, refers: null }
  if (schema.const !== undefined) return { text: `“${String(schema.const)}”`, refers: null }
  const types = (Array.isArray(schema.type) ? schema.type : [schema.type ?? 'any']).join(' or ')
  return { text: `${types}${boundsOf(schema)}`, refers: null }
}

function boundsOf({ minimum, maximum, minLength, maxLength, pattern }: ApiSchema): string {
  const range =
    minimum !== undefined && maximum !== undefined ? ` ${Number(minimum).toLocaleString('en-US')} to ${Number(maximum).toLocaleString('en-US')}` : ''
  const shown = typeof pattern === 'string' && pattern.length <= 60 && !pattern.includes('\\u') ? `, ${pattern}` : ''
  return `${range}${bound(minLength, ', at least ', ' characters')}${bound(maxLength, ', at most ', ' characters')}${shown}`
}

function bound(value: unknown, before: string, after = ''): string {
  return typeof value === 'number' ? `${before}${value.toLocaleString('en-US')}${after}` : ''
}

function listOf(value: unknown): ApiSchema[] {
  return Array.isArray(value) ? value.map(objectOf) : []
}

function objectOf(value: unknown): ApiSchema {
  return typeof value === 'object' && value !== null ? (value as ApiSchema) : {}
}
