import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isErrorCode } from '@infinitio/domain'
import { expect, test } from 'vitest'
import manifest from '../../../../package.json' with { type: 'json' }
import { endpoints } from '../../src/app.ts'
import { openApiDocument } from '../../src/openApiDocument.ts'
import { type Document, pythonTypes } from './pythonTypes.ts'

const folder = join(import.meta.dirname, '../../../../python')
const read = (file: string) => readFileSync(join(folder, file), 'utf8')
const sources = readdirSync(join(folder, 'src/infinitio')).filter((file) => file.endsWith('.py'))

test('the types of the Python package are those of the document', () => {
  const document = openApiDocument(endpoints, { publicUrl: 'http://localhost:3000' }) as Document
  for (const [file, text] of pythonTypes(document))
    expect(read(`src/infinitio/${file}`), `run ${'apps/api/test/python/writePythonTypes.ts'}`).toBe(text)
})

test('it has the version of the release, and the lock has each dependency', () => {
  const project = read('pyproject.toml')
  expect(/^version = "(.*)"$/m.exec(project)?.[1]).toBe(manifest.version)
  const needed = [...project.matchAll(/^ {2}"([a-z-]+)>=|requires = \["([a-z]+)==/gm)].map(([, one, other]) => one ?? other)
  expect(needed).toHaveLength(4)
  for (const name of needed) expect(read('requirements.lock')).toMatch(new RegExp(`^${name}==`, 'm'))
})

test('it names operations that exist, and codes of the error table', () => {
  const names = new Set(endpoints.map(({ name }) => name))
  for (const file of sources.filter((name) => !['wire.py', 'operations.py'].includes(name))) {
    const text = read(`src/infinitio/${file}`)
    const called = [...text.matchAll(/call\("(\w+)"/g)].map(([, name]) => name ?? '')
    expect(called.filter((name) => !names.has(name))).toEqual([])
    const codes = [...text.matchAll(/"((?:api|auth|order|lease|node|wallet|chain)\.[a-z_]+)"/g)].map(([, code]) => code ?? '')
    expect(codes.filter((code) => !isErrorCode(code))).toEqual([])
  }
})

test('its quick start has at most eight lines', () => {
  const program = /```python\n(.*?)```/s.exec(read('README.md'))?.[1] ?? ''
  expect(program.trimEnd().split('\n').length).toBeLessThanOrEqual(8)
})
