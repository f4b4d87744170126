import { z } from 'zod'
import { amountTexts } from './amountTexts.ts'
import { fieldTexts } from './fieldTexts.ts'

/** A JSON Schema in the OpenAPI document. */
export type JsonSchema = { readonly [key: string]: unknown }

/** Converts a schema of zod into JSON Schema for the document. Schemas with a name are added to `schemas`, and the result only refers to them. */
export function schemaOf(schema: z.ZodType, schemas: Record<string, JsonSchema>): JsonSchema {
  const { $schema: _dialect, $defs = {}, ...own } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  for (const [id, named] of Object.entries($defs)) schemas[id] = withNamedKinds(id, written(named) as JsonSchema, schemas)
  return written(own) as JsonSchema
}

/**
 * Gives each alternative of a union by `kind` a separate named schema, such as `PlaceOrderBid`, because generated clients name their classes after the schemas.
 */
function withNamedKinds(id: string, schema: JsonSchema, schemas: Record<string, JsonSchema>): JsonSchema {
  const choices = (schema.oneOf ?? []) as readonly (JsonSchema & { properties?: { kind?: { const?: string } } })[]
  const kinds = choices.map(({ properties }) => properties?.kind?.const)
  if (choices.length === 0 || !kinds.every((kind) => typeof kind === 'string')) return schema
  const names = kinds.map((kind) => id + kind.split('_').map(capitalised).join(''))
  for (const [index, choice] of choices.entries()) schemas[names[index] ?? ''] = choice
  const refs = names.map((name) => `#/components/schemas/${name}`)
  const mapping = Object.fromEntries(kinds.map((kind, index) => [kind, refs[index]]))
  return { ...schema, oneOf: refs.map((ref) => ({ $ref: ref })), discriminator: { propertyName: 'kind', mapping } }
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/**
 * Converts a JSON Schema into the form that the document needs: references point into the document, examples are as in JSON Schema, numbers in a path are
 * integers, and each field has a description.
 */
function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(written)
  if (typeof value !== 'object' || value === null) return value
  const { 'x-range': range, ...rest } = value as JsonSchema
  if (Array.isArray(range)) return { ...without(rest, ['type', 'pattern']), type: 'integer', minimum: range[0], maximum: range[1] }
  return Object.fromEntries(Object.entries(rest).flatMap(([key, inner]) => entryOf(key, inner)))
}

function entryOf(key: string, inner: unknown): [string, unknown][] {
  if (key === '$ref' && typeof inner === 'string') return [[key, inner.replace('#/$defs/', '#/components/schemas/')]]
  if (key === 'example' && typeof inner === 'string') return [['examples', [inner]]]
  // Zod adds the range of integers that a double holds exactly. Leave it out.
  if ((key === 'minimum' || key === 'maximum') && Math.abs(Number(inner)) === Number.MAX_SAFE_INTEGER) return []
  if (key === 'properties' && typeof inner === 'object' && inner !== null)
    return [[key, Object.fromEntries(Object.entries(inner).map(([name, field]) => [name, withText(name, written(field) as JsonSchema)]))]]
  return [[key, written(inner)]]
}

function withText(name: string, field: JsonSchema): JsonSchema {
  if (typeof field['description'] === 'string') return field
  const description = fieldText(name, refersTo(field))
  return description === null ? field : { ...field, description }
}

/** Returns the name of the schema that a field refers to, also if the field may be null. Returns null if it refers to none. */
function refersTo(field: JsonSchema): string | null {
  const choices = [field, ...((field['anyOf'] ?? []) as JsonSchema[])]
  const found = choices.map(({ $ref }) => $ref).find((ref) => typeof ref === 'string')
  return typeof found === 'string' ? (found.split('/').at(-1) ?? null) : null
}

function without(schema: JsonSchema, names: readonly string[]): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => !names.includes(name)))
}

/** The unit of a field, by the ending of the field's name. The first ending in the list that matches decides. */
const units: readonly (readonly [RegExp, string])[] = [
  [/Bps$/, 'Basis points: 100 are 1 %.'],
  [/Seconds$/, 'Seconds.'],
  [/Ms$/, 'Milliseconds.'],
  [/(At|Until|Expiry)$/, 'Unix seconds.'],
  [/Gib$/, 'GiB: 2³⁰ bytes. Pages and commands write GB for it.'],
  [/Mib$/, 'MiB: 2²⁰ bytes.'],
  [/Kib$/, 'KiB: 1,024 bytes.'],
  [/Bytes$/, 'Bytes.'],
  [/Mhz$/, 'MHz.'],
  [/Mbps$/, 'Mbit/s.'],
  [/Percent$/, 'Percent.'],
  [/[cC]elsius$/, 'Degrees Celsius.'],
  [/Watts$/, 'Watts.'],
  [/Wh$/, 'Watt hours.'],
  [/Grams$/, 'Grams.'],
  [/Fee$/, 'PToken base units of this fee.'],
  [/(Block|BlockNumber|Blocks)$/, 'A number of blocks or the number of a block.'],
  [/Tx$/, 'Hash of the transaction.'],
  [/Days$/, 'Days.'],
  [/Nonce$/, 'A number that is used once.'],
  [/Gpus$/, 'Number of GPUs.'],
]

/** Descriptions of fields by the schema that they refer to. */
const kinds: Readonly<Record<string, string>> = {
  Address: 'Address of an account or a contract.',
  Bytes32: '32 bytes in lower-case hex.',
  Uint96: 'PToken base units (10⁻¹⁸).',
  Uint128: 'PToken base units (10⁻¹⁸).',
  Uint256: 'A whole number as a decimal string.',
  Uint64: 'A whole number as a decimal string.',
  Uuid: 'Its id.',
  Signature: 'The signature, in lower-case hex.',
}

/**
 * Returns a description for a field that has none in its schema. It comes from the field's name, from its unit, or from the schema to which it refers. Returns
 * null if none of these is known.
 */
function fieldText(name: string, refers: string | null): string | null {
  return (
    amountTexts[name] ?? fieldTexts[name] ?? units.find(([ending]) => ending.test(name))?.[1] ?? (refers === null ? null : (kinds[refers] ?? null))
  )
}
