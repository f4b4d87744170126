import { closeSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openNewFile, writeNewFile } from './newFile.ts'

const folder = mkdtempSync(join(tmpdir(), 'infinitio-files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('never overwrites a file, and gives the reason by a code', () => {
  const path = join(folder, 'api.key')
  closeSync(openNewFile(path, { option: '--out' }))
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(() => openNewFile(path, { option: '--out' })).toThrow(expect.objectContaining({ code: 'api.file_exists', detail: `--out ${path}` }))
  expect(() => writeNewFile(path, 'other', { option: '--pdf' })).toThrow(
    expect.objectContaining({ code: 'api.file_exists', detail: `--pdf ${path}` }),
  )
  expect(readFileSync(path, 'utf8')).toBe('')
})

test('writes a new file, and names the folder that is missing', () => {
  const path = join(folder, 'statement.pdf')
  writeNewFile(path, Uint8Array.of(1, 2), { option: '--pdf' })
  expect([...readFileSync(path)]).toEqual([1, 2])
  const absent = join(folder, 'absent', 'statement.pdf')
  expect(() => writeNewFile(absent, 'x', { option: '--pdf' })).toThrow(
    expect.objectContaining({ code: 'api.invalid_field', detail: expect.stringContaining('ENOENT') }),
  )
})
