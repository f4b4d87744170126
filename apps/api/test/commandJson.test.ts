import { jsonAnswers, readAnswer } from '@infinitio/cli'
import { jsonProblem, type Schemas } from '@infinitio/cli/test'
import { expect, test } from 'vitest'
import { endpoints } from '../src/app.ts'
import { openApiDocument } from '../src/openApiDocument.ts'

const { schemas } = (openApiDocument(endpoints, { publicUrl: '' }) as { components: { schemas: Schemas } }).components

test('the JSON of each command names only schemas that the API document has', () => {
  const named = Object.values(jsonAnswers)
    .flat()
    .map(readAnswer)
    .flatMap(({ schema, fields }) => [
      ...(schema === null ? [] : [schema.name]),
      ...fields.flatMap(({ type }) => (type === null ? [] : [type.schema])),
    ])
  expect(named.length).toBeGreaterThan(100)
  expect(named.filter((name) => !(name in schemas))).toEqual([])
})

test('output that differs from its description is found', () => {
  const problem = (args: string, value: unknown) => jsonProblem({ args: args.split(' '), out: `${JSON.stringify(value)}\n`, schemas })
  expect(problem('holds release 1', { holdId: '1', released: true })).toBeNull()
  expect(problem('holds release 1', { holdId: '1' })).toContain('holds release')
  expect(problem('holds release 1', { holdId: '1', released: true, more: 1 })).toContain('more')
  expect(problem('holds list', { items: [] })).toContain('Holds')
  expect(problem('key ls', {})).toContain('keys ls')
  expect(problem('key ls', [])).toBeNull()
  expect(problem('ssh 12 ls', 5)).toBeNull()
})
