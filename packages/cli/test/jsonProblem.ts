import { jsonAnswers } from '../src/json/jsonAnswers.ts'
import { type Answer, readAnswer } from '../src/json/readAnswer.ts'

/** A JSON schema of the API document, as far as the comparison reads it. */
type Schema = { readonly [key: string]: unknown }
/** The schemas of the API document by name. */
export type Schemas = Readonly<Record<string, Schema>>

/** The fields that an object of a schema may have, and those that it must have. `isOpen` is true if it may have any field. */
type Shape = { readonly may: ReadonlySet<string>; readonly must: readonly string[]; readonly isOpen: boolean }

/**
 * Compares what a command printed with its description in `jsonAnswers`. Returns the difference as a sentence, or null if there is none, or if the command has no
 * description or printed nothing.
 */
export function jsonProblem({ args, out, schemas }: { args: readonly string[]; out: string; schemas: Schemas }): string | null {
  const command = commandOf(args)
  const texts = command === null ? [] : (jsonAnswers[command] ?? [])
  if (texts.length === 0 || out.trim() === '') return null
  const answers = texts.map(readAnswer)
  const lines = out.trim().split('\n')
  for (const line of lines) {
    const value: unknown = JSON.parse(line)
    if (!answers.some((answer) => (lines.length === 1 || answer.form === 'lines') && fits(value, { answer, schemas })))
      return `infinitio ${command} printed JSON that ${texts.join(' or ')} does not describe: ${line.slice(0, 600)}`
  }
  return null
}

/** Other names of commands, as the program knows them. */
const aliases: Readonly<Record<string, string>> = { key: 'keys', order: 'orders' }

/** Returns the longest command that the first words name; null if they name none. */
function commandOf([first = '', ...rest]: readonly string[]): string | null {
  const words = [aliases[first] ?? first, ...rest]
  const length = [3, 2, 1].find((count) => words.length >= count && words.slice(0, count).join(' ') in jsonAnswers)
  return length === undefined ? null : words.slice(0, length).join(' ')
}

function fits(value: unknown, { answer, schemas }: { answer: Answer; schemas: Schemas }): boolean {
  if (answer.form === 'list') return Array.isArray(value) && value.every((one) => fitsObject(one, { answer, schemas }))
  return fitsObject(value, { answer, schemas })
}

function fitsObject(value: unknown, { answer: { schema, fields }, schemas }: { answer: Answer; schemas: Schemas }): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const given = value as Readonly<Record<string, unknown>>
  if (!fields.every(({ name, isOptional, type }) => (name in given ? fitsType(given[name], { type, schemas }) : isOptional))) return false
  const added = new Set(fields.map(({ name }) => name))
  const others = Object.keys(given).filter((name) => !added.has(name))
  if (schema === null) return others.length === 0
  return shapesOf(schema.use === 'item' ? itemsOf(schemaNamed(schema.name, schemas)) : schemaNamed(schema.name, schemas), schemas).some(
    ({ may, must, isOpen }) =>
      (isOpen || others.every((name) => may.has(name))) && (schema.use === 'part' || must.every((name) => name in given || added.has(name))),
  )
}

function fitsType(value: unknown, { type, schemas }: { type: Answer['fields'][number]['type']; schemas: Schemas }): boolean {
  if (type === null) return true
  if (value === null) return type.mayBeNull
  const answer: Answer = { form: type.isList ? 'list' : 'one', schema: { name: type.schema, use: 'whole' }, fields: [] }
  return fits(value, { answer, schemas })
}

function schemaNamed(name: string, schemas: Schemas): Schema {
  const found = schemas[name]
  if (found === undefined) throw new Error(`the API document has no schema ${name}`)
  return found
}

function itemsOf(schema: Schema): Schema {
  const { items } = schema['properties'] as { items: { items: Schema } }
  return items.items
}

/** Returns the shapes of a schema: one, or one for each alternative. */
function shapesOf(schema: Schema, schemas: Schemas): Shape[] {
  const { $ref: ref } = schema
  if (typeof ref === 'string') return shapesOf(schemaNamed(ref.split('/').at(-1) ?? '', schemas), schemas)
  const choices = schema['oneOf'] ?? schema['anyOf']
  if (Array.isArray(choices)) return choices.flatMap((choice: Schema) => shapesOf(choice, schemas))
  const { properties, required } = schema
  const isObject = typeof properties === 'object' && properties !== null
  return [{ may: new Set(isObject ? Object.keys(properties) : []), must: Array.isArray(required) ? required : [], isOpen: !isObject }]
}
