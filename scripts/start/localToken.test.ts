import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readTokenFile } from '@infinitio/process'
import { afterEach, describe, expect, it } from 'vitest'
import { addressWithToken, keepLocalToken } from './localToken.ts'

const root = mkdtempSync(join(tmpdir(), 'infinitio-start-token-'))
afterEach(() => rmSync(join(root, 'local.token'), { force: true }))

describe('the token of an instance', () => {
  it('is created once, in a file that only its owner can read', () => {
    const file = keepLocalToken({ root })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const token = readTokenFile(file)
    expect(keepLocalToken({ root })).toBe(file)
    expect(readTokenFile(file)).toBe(token)
  })

  it('is replaced after its file was deleted', () => {
    const token = readTokenFile(keepLocalToken({ root }))
    rmSync(join(root, 'local.token'))
    expect(readTokenFile(keepLocalToken({ root }))).not.toBe(token)
  })

  it('is after the # of the URL, so that browsers send it to no server', () => {
    const token = readFileSync(keepLocalToken({ root }), 'utf8').trim()
    const address = new URL(addressWithToken({ root }, 'http://localhost:3000'))
    expect(new URLSearchParams(address.hash.slice(1)).get('token')).toBe(token)
    address.hash = ''
    expect(address.href).toBe('http://localhost:3000/')
  })
})
