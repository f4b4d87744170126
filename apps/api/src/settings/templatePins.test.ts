import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createLogger } from '@infinitio/process'
import { createTemplatePins } from './templatePins.ts'

const logger = createLogger({ room: 'api' })
const pin = { reference: `docker.io/ollama/ollama@sha256:${'ab'.repeat(32)}`, tag: 'latest', fetchedAt: '2026-11-25T09:00:00Z' }

function fileWith(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-pins-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'pins.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

test('the release ships only pins that a registry gave, each with its date', () => {
  for (const shipped of Object.values(createTemplatePins(undefined, logger)())) expect(Date.parse(shipped.fetchedAt)).toBeGreaterThan(0)
})

test('a file of the operator takes the place of the shipped one, and is read again when it was written', () => {
  const file = fileWith({})
  const pins = createTemplatePins(file, logger)
  expect(pins()).toEqual({})
  writeFileSync(file, JSON.stringify({ ollama: pin }))
  utimesSync(file, 1, 1)
  expect(pins()).toEqual({ ollama: pin })
  writeFileSync(file, '{')
  utimesSync(file, 2, 2)
  expect(pins()).toEqual({ ollama: pin })
})

test.each([
  ['a template that does not exist', { windows: pin }],
  ['a reference without a digest', { ollama: { ...pin, reference: 'docker.io/ollama/ollama:latest' } }],
  ['no date', { ollama: { ...pin, fetchedAt: 'yesterday' } }],
  ['a list', [pin]],
])('the server does not start with %s in the file', (_what, content) => {
  expect(() => createTemplatePins(fileWith(content), logger)).toThrow(/file of template pins/)
})
