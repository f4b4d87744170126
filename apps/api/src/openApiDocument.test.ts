import { notificationKinds } from '@infinitio/domain'
import { rangeOfPattern } from '@infinitio/domain/wire'
import { createClient } from '@infinitio/sdk'
import { expect, test } from 'vitest'
import manifest from '../../../package.json' with { type: 'json' }
import { endpoints } from './app.ts'
import { examples } from './document/generated/examples.ts'
import { openApiDocument } from './openApiDocument.ts'
import { withoutSecrets } from '../test/examples/withoutSecrets.ts'

type Schema = { readonly [key: string]: unknown }
type Parameter = { readonly name: string; readonly in: string; readonly description?: string; readonly schema: Schema }
type Operation = { readonly operationId: string; readonly summary: string; readonly description?: string; readonly parameters?: readonly Parameter[] }
type Document = {
  readonly info: { readonly version: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly webhooks: Readonly<Record<string, { readonly post: Operation }>>
}

const document = openApiDocument(endpoints, { publicUrl: 'http://localhost:3000' }) as Document
const biggest = BigInt(Number.MAX_SAFE_INTEGER)
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))

/**
 * Operations for which the SDK has no function of the same name. There are four reasons: JSON-RPC has its own clients, a browser opens the link in a mail, one
 * SDK function sends both kinds of snapshot parts, and `fetch` loads the revealed rows of proofs.
 */
const withoutFunction = ['callRpc', 'openProofOpening', 'openRestorePart', 'placeRestorePart', 'showStopMail']

test('has the version of the release', () => expect(document.info.version).toBe(manifest.version))

test('names each operation after the function of the client', () => {
  const functions = new Set(Object.keys(createClient({ baseUrl: 'http://localhost:3000' })))
  expect(
    operations
      .map(({ operationId }) => operationId)
      .filter((name) => !functions.has(name))
      .sort(),
  ).toEqual(withoutFunction)
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(endpoints.length)
})

test('describes each operation and each of its parameters', () => {
  expect(operations.filter(({ description }) => !description?.endsWith('.')).map(({ operationId }) => operationId)).toEqual([])
  const parameters = operations.flatMap((operation) => (operation.parameters ?? []).map((parameter) => ({ ...parameter, of: operation.operationId })))
  expect(parameters.filter(({ description }) => description === undefined).map(({ of, name }) => `${of}: ${name}`)).toEqual([])
})

test('describes each field, with its unit', () => {
  const missing: string[] = []
  eachSchema(document, (schema) => {
    const fields = (schema['properties'] ?? {}) as Record<string, Schema>
    for (const [name, field] of Object.entries(fields)) if (typeof field['description'] !== 'string') missing.push(name)
  })
  expect(missing, 'add them to document/fieldTexts.ts, or describe them in the schema').toEqual([])
})

test('shows whole numbers of queries and paths as integers with bounds', () => {
  const parameters = operations.flatMap(({ operationId, parameters = [] }) => parameters.map((parameter) => ({ ...parameter, operationId })))
  const hours = parameters.find(({ operationId, name }) => operationId === 'searchListings' && name === 'hours')
  expect(hours?.schema).toMatchObject({ type: 'integer', minimum: 1, maximum: 672 })
  const written = parameters.filter(({ schema }) => (rangeOfPattern(String(schema['pattern']))?.max ?? biggest) < biggest)
  expect(written.map(({ operationId, name }) => `${operationId}: ${name}`)).toEqual([])
})

test('shows no bound that is only the range of a double', () => {
  expect(JSON.stringify(document)).not.toContain(String(Number.MAX_SAFE_INTEGER))
})

test('describes the request of each kind of webhook', () => {
  expect(Object.keys(document.webhooks).sort()).toEqual([...notificationKinds, 'test'].sort())
})

/** Operations that are new and have no recorded example yet. See test/examples/writeExamples.ts. */
const withoutExample: readonly string[] = []

test('has a tested example of each operation that its schemas take', () => {
  expect(
    endpoints
      .map(({ name }) => name)
      .filter((name) => examples[name] === undefined)
      .sort(),
  ).toEqual(withoutExample)
  for (const endpoint of endpoints) {
    const { params = {}, query = {}, body, answer } = examples[endpoint.name] ?? {}
    if (examples[endpoint.name] === undefined) continue
    expect([endpoint.name, endpoint.params?.safeParse(params).error]).toEqual([endpoint.name, undefined])
    expect([endpoint.name, endpoint.query?.safeParse(query).error]).toEqual([endpoint.name, undefined])
    expect([endpoint.name, endpoint.body?.safeParse(body).error]).toEqual([endpoint.name, undefined])
    if (endpoint.answer !== null && endpoint.answerType === 'application/json')
      expect([endpoint.name, endpoint.answer.safeParse(answer).error]).toEqual([endpoint.name, undefined])
  }
  expect(Object.keys(examples).filter((name) => !endpoints.some((endpoint) => endpoint.name === name))).toEqual([])
})

test('shows the data to sign of each example with all fields of its structs', () => {
  const drafts = Object.entries(examples).flatMap(([name, { answer }]) => {
    const { typedData } = (answer ?? {}) as {
      readonly typedData?: { types: Record<string, { name: string }[]>; primaryType: string; message: object }
    }
    return typedData === undefined ? [] : [{ name, ...typedData }]
  })
  expect(drafts.map(({ name }) => name)).toEqual(['draftEnd', 'draftExtend', 'draftLease'])
  for (const { types, primaryType, message } of drafts) expect(types[primaryType]?.map(({ name }) => name)).toEqual(Object.keys(message))
})

test('shows no secret and no address of the machine that ran the tests', () => {
  const text = JSON.stringify(examples)
  expect(text).not.toMatch(/infk_(?!KEY)|ipt_(?!TOKEN)|whsec_(?!SECRET)|127\.0\.0\.1:\d|\/tmp\/|\/work\//)
  expect(JSON.stringify(withoutSecrets(examples))).toBe(text)
})

function eachSchema(value: unknown, look: (schema: Schema) => void): void {
  if (Array.isArray(value)) for (const one of value) eachSchema(one, look)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  look(value as Schema)
  for (const one of Object.values(value)) eachSchema(one, look)
}
