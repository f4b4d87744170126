import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { makeLocalToken } from './makeLocalToken.ts'
import { readTokenFile } from './readTokenFile.ts'

const folder = mkdtempSync(join(tmpdir(), 'infinitio-token-'))
const file = join(folder, 'local.token')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function write(text: string, mode: number): string {
  writeFileSync(file, text)
  chmodSync(file, mode)
  return file
}

describe('the token of a machine', () => {
  it('has 256 unique bits, and is read as it was written', () => {
    const tokens = Array.from({ length: 100 }, makeLocalToken)
    expect(new Set(tokens).size).toBe(100)
    for (const token of tokens) {
      expect(Buffer.from(token, 'base64url')).toHaveLength(32)
      expect(encodeURIComponent(token)).toBe(token)
    }
    expect(readTokenFile(write(`${tokens[0]}\n`, 0o600))).toBe(tokens[0])
  })

  it.each([0o640, 0o604, 0o644, 0o666])('is not read from a file that others may read or change (mode %o)', (mode) => {
    expect(() => readTokenFile(write(makeLocalToken(), mode))).toThrow(/others may read or change the token file .*make it 0600/)
  })

  it.each(['', 'short', `${'a'.repeat(43)}=`, `${'a'.repeat(42)}/`])('is not %j, which the error does not repeat', (text) => {
    expect(() => readTokenFile(write(text, 0o600))).toThrow(`the token file ${file} does not hold one token; delete it, and npm start makes another`)
  })
})
