import { closeSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { newFile, useText } from './keyLimits.ts'

const folder = mkdtempSync(join(tmpdir(), 'infinitio-keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('never writes a key over an existing file, and gives the reason in words', () => {
  const path = join(folder, 'api.key')
  closeSync(newFile(path))
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(() => newFile(path)).toThrow(
    expect.objectContaining({
      code: 'api.invalid_field',
      detail: `--out ${path}: this file exists already, and it may hold a key. Give another name`,
    }),
  )
  expect(() => newFile(join(folder, 'absent', 'api.key'))).toThrow(expect.objectContaining({ detail: expect.stringContaining('ENOENT') }))
})

test.each([
  [null, 'export INFINITIO_KEY=<the key>'],
  ['api.key', 'export INFINITIO_KEY=$(cat api.key)'],
  ["my key's", String.raw`export INFINITIO_KEY=$(cat 'my key'\''s')`],
  ['-n', "export INFINITIO_KEY=$(cat '-n')"],
])('shows how to use the key in %s', (path, text) => {
  expect(useText(path)).toBe(text)
})
