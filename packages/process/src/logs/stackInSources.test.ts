import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { redact } from '../createLogger.ts'
import { stackInSources } from './stackInSources.ts'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'infinitio-stack-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

it('names the line of the source for an error that a bundle throws', async () => {
  const made = folder()
  const file = join(made, 'bundle.mjs')
  writeFileSync(file, "export const fail = () => { throw new Error('broken') }\n")
  // Two positions: column 0 comes from line 1 of the source, and column 28 (`throw`) from its line 42, column 5.
  const map = { version: 3, file: 'bundle.mjs', sources: ['source.ts'], names: [], mappings: 'AAAA,4BAyCI' }
  writeFileSync(`${file}.map`, JSON.stringify(map))
  const { fail } = (await import(file)) as { fail: () => never }
  const { stack } = redact(thrownBy(fail)) as { stack: string }
  expect(stack.split('\n')[0]).toBe('Error: broken')
  expect(stack).toContain(`${join(made, 'source.ts')}:42:5`)
  expect(stack).not.toContain('bundle.mjs')
})

it.each(['no map', 'a map that is no JSON'])('leaves positions as they are with %s', (state) => {
  const file = join(folder(), 'bundle.mjs')
  if (state !== 'no map') writeFileSync(`${file}.map`, '{')
  const stack = `Error: broken\n    at fail (file://${file}:1:35)\n    at ${file}:2:1`
  expect(stackInSources(stack)).toBe(stack)
})

function thrownBy(fail: () => never): Error {
  try {
    return fail()
  } catch (error) {
    return error as Error
  }
}
