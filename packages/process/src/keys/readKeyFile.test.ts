import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readKeyFile } from './readKeyFile.ts'
import { takeKeyFromEnv } from './takeKeyFromEnv.ts'

const folder = mkdtempSync(join(tmpdir(), 'infinitio-keys-'))
const key = `0x${'1f'.repeat(32)}`
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function fileWith(text: string, mode: number): string {
  const file = join(folder, `${mode.toString(8)}-${text.length}.key`)
  writeFileSync(file, text)
  chmodSync(file, mode)
  return file
}

describe('readKeyFile', () => {
  it.each([0o600, 0o400])('reads a key that only its owner may read (mode %o)', (mode) => {
    expect(readKeyFile(fileWith(`${key.toUpperCase().replace('0X', '0x')}\n`, mode))).toBe(key)
  })

  it.each([0o640, 0o604, 0o644, 0o660])('refuses a key that others may read or change (mode %o)', (mode) => {
    expect(() => readKeyFile(fileWith(key, mode))).toThrow(/others may read or change the key file .*make it 0600/)
  })

  it('reports the file without a key, but not its content', () => {
    const refusal = catchError(() => readKeyFile(fileWith(`${key}ab`, 0o600)))
    expect(refusal.message).toMatch(/does not hold one 0x key/)
    expect(refusal.message).not.toContain('1f1f')
    expect(() => readKeyFile(join(folder, 'none.key'))).toThrow(/none\.key cannot be read \(ENOENT\)/)
  })
})

describe('takeKeyFromEnv', () => {
  it('reads a key once and removes it from the environment', () => {
    process.env.TEST_KEY_OF_A_SENDER = key
    expect(takeKeyFromEnv('TEST_KEY_OF_A_SENDER')).toBe(key)
    expect(process.env.TEST_KEY_OF_A_SENDER).toBeUndefined()
  })

  it('removes an invalid value too, and does not report it', () => {
    process.env.TEST_KEY_OF_A_SENDER = 'hunter2'
    const refusal = catchError(() => takeKeyFromEnv('TEST_KEY_OF_A_SENDER'))
    expect(refusal.message).toContain('TEST_KEY_OF_A_SENDER')
    expect(refusal.message).not.toContain('hunter2')
    expect(process.env.TEST_KEY_OF_A_SENDER).toBeUndefined()
  })
})

function catchError(run: () => unknown): Error {
  try {
    run()
  } catch (error) {
    return error as Error
  }
  throw new Error('nothing was thrown')
}
