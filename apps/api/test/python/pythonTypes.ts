import { bidTypedData, cancelLeaseTypedData, endTypedData, marketMessageTypedData, type TypedData } from '@infinitio/domain'
import type { JsonSchema } from '../../src/document/schemaOf.ts'

type Operation = {
  readonly operationId: string
  readonly requestBody?: unknown
  readonly responses: Readonly<Record<string, unknown>>
  readonly parameters?: readonly Parameter[]
}
type Parameter = { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema: JsonSchema }
/** The parts of the API's document from which Python code is generated. */
export type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> }
}

/** Operations that get a typed function in the Python package. All other operations can be called by their names without types. */
const typed = [
  ...['createSessionNonce', 'openSession', 'getChain', 'getWallet', 'parseSearch', 'searchListings', 'draftLease', 'getOrder'],
  ...['getLease', 'listLeases', 'draftEnd', 'draftExtend', 'getRelay', 'getLeaseReceipt', 'getCluster'],
] as const
const head = '# Written by apps/api/test/python/writePythonTypes.ts from the document of the API; a test compares.\n'
const keywords: ReadonlySet<string> = new Set(['as', 'class', 'from', 'import', 'in', 'is', 'not', 'pass', 'with', 'global', 'lambda', 'def', 'del'])

/** Returns the generated files of the Python package by file name. */
export function pythonTypes(document: Document): ReadonlyMap<string, string> {
  return new Map([
    ['wire.py', wireText(document)],
    ['operations.py', operationsText(document)],
  ])
}

function wireText(document: Document): string {
  const { schemas } = document.components
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
  const used = operations.filter(({ operationId }) => (typed as readonly string[]).includes(operationId))
  const names = reached(
    used.map(({ requestBody, responses }) => [requestBody, good(responses)]),
    schemas,
  )
  const classes: string[] = []
  for (const name of [...names].sort()) define(name, schemas[name] ?? {}, { classes, schemas })
  for (const { operationId, parameters = [] } of used) {
    const query = parameters.filter((parameter) => parameter.in === 'query')
    if (query.length === 0) continue
    const properties = Object.fromEntries(query.map(({ name, schema }) => [name, schema]))
    define(`${pascal(operationId)}Query`, { type: 'object', properties }, { classes, schemas })
  }
  return `${head}"""Types of what the API takes and answers."""
from __future__ import annotations

from typing import Any, Literal, TypedDict, Union

from typing_extensions import NotRequired

${[...classes.filter(isScalar), ...classes.filter((text) => !isScalar(text) && !isUnion(text)), ...classes.filter(isUnion)].join('\n\n')}
`
}

/** Returns true for a type that must come after the classes that it names. When Python loads the file, it immediately needs the names inside such a type. */
function isUnion(text: string): boolean {
  return /^\w+ = (Union|list|dict)\[/.test(text)
}

function isScalar(text: string): boolean {
  return /^\w+ = (str|int|float|bool|Any|Literal\[.*\])$/.test(text)
}

function operationsText({ paths }: Document): string {
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => `    "${operationId}": ("${method.toUpperCase()}", "${path}"),\n`),
  )
  return `${head}"""Each operation of the API by its name: method and path."""
from __future__ import annotations

OPERATIONS: dict[str, tuple[str, str]] = {
${rows.sort().join('')}}

# The EIP-712 structs that this package signs.
STRUCTS: dict[str, list[dict[str, str]]] = {
${signedStructs.map(structText).join('')}}
`
}

/** The structs that are signed for the contract. Python only needs the names of their fields. */
const domain = { chainId: 1, market: '0x0000000000000000000000000000000000000001' } as never
const signedStructs: readonly TypedData[] = [
  bidTypedData(anything() as never, domain),
  endTypedData(anything() as never, domain),
  cancelLeaseTypedData(anything() as never, domain),
  marketMessageTypedData('NoShow', anything() as never, domain),
  marketMessageTypedData('Extend', anything() as never, domain),
]

/** Returns an object with a 0 in every field. */
function anything(): object {
  return new Proxy({}, { get: () => 0n })
}

function structText({ primaryType, types }: TypedData): string {
  const fields = types[primaryType] ?? []
  return `    "${primaryType}": [\n${fields.map(({ name, type }) => `        {"name": "${name}", "type": "${type}"},\n`).join('')}    ],\n`
}

function good(responses: Readonly<Record<string, unknown>>): unknown[] {
  return Object.entries(responses).flatMap(([status, answer]) => (status.startsWith('2') ? [answer] : []))
}

/** Returns the names of all schemas to which `from` refers, directly or through other schemas. */
function reached(from: unknown, schemas: Document['components']['schemas'], found = new Set<string>()): Set<string> {
  if (Array.isArray(from)) for (const part of from) reached(part, schemas, found)
  else if (typeof from === 'object' && from !== null)
    for (const [key, value] of Object.entries(from)) {
      if (key !== '$ref' || typeof value !== 'string') reached(value, schemas, found)
      else if (!found.has(nameOf(value))) reached(schemas[nameOf(value)], schemas, found.add(nameOf(value)))
    }
  return found
}

type Into = { readonly classes: string[]; readonly schemas: Document['components']['schemas'] }

/** Adds a Python class or type name for one schema to `into`, after the classes that it uses. Returns its name. */
function define(name: string, schema: JsonSchema, into: Into): string {
  if (!isRecord(schema)) {
    into.classes.push(`${name} = ${typeOf(schema, { name, into })}`)
    return name
  }
  const required = new Set((schema['required'] as readonly string[] | undefined) ?? [])
  const fields = Object.entries(schema['properties'] as Record<string, JsonSchema>).map(([field, value]) => {
    const type = typeOf(value, { name: `${name}${pascal(field)}`, into })
    return [field, required.has(field) ? type : `NotRequired[${type}]`] as const
  })
  const isPlain = fields.every(([field]) => !keywords.has(field))
  const body = isPlain
    ? fields.map(([field, type]) => `    ${field}: ${type}\n`).join('')
    : fields.map(([field, type]) => `    "${field}": '${type}',\n`).join('')
  into.classes.push(isPlain ? `class ${name}(TypedDict):\n${body === '' ? '    pass\n' : body}` : `${name} = TypedDict("${name}", {\n${body}})`)
  return name
}

function isRecord(schema: JsonSchema): boolean {
  return schema['type'] === 'object' && schema['properties'] !== undefined
}

function typeOf(schema: JsonSchema, { name, into }: { name: string; into: Into }): string {
  const options = (schema['anyOf'] ?? schema['oneOf']) as readonly JsonSchema[] | undefined
  if (typeof schema['$ref'] === 'string') return nameOf(schema['$ref'])
  if (options !== undefined)
    return unionOf(options.map((option, at) => typeOf(option, { name: options.length > 2 || !hasNull(options) ? `${name}${at + 1}` : name, into })))
  if (schema['const'] !== undefined) return `Literal[${JSON.stringify(schema['const'])}]`
  if (Array.isArray(schema['enum'])) return `Literal[${schema['enum'].map((value) => JSON.stringify(value)).join(', ')}]`
  if (Array.isArray(schema['type'])) return unionOf(schema['type'].map((type: string) => typeOf({ ...schema, type }, { name, into })))
  if (isRecord(schema)) return define(name, schema, into)
  if (schema['type'] === 'object')
    return `dict[str, ${typeof schema['additionalProperties'] === 'object' ? typeOf(schema['additionalProperties'] as JsonSchema, { name, into }) : 'Any'}]`
  if (schema['type'] === 'array') return `list[${typeOf((schema['items'] ?? {}) as JsonSchema, { name: `${name}Item`, into })}]`
  return plainTypes[String(schema['type'])] ?? 'Any'
}

const plainTypes: Readonly<Record<string, string>> = { string: 'str', integer: 'int', number: 'float', boolean: 'bool', null: 'None' }

function hasNull(options: readonly JsonSchema[]): boolean {
  return options.some(({ type }) => type === 'null')
}

function unionOf(types: readonly string[]): string {
  const all = [...new Set(types)]
  return all.length === 1 ? (all[0] ?? 'Any') : `Union[${all.join(', ')}]`
}

function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1)
}

function pascal(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`
}
