import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openBrowser } from './openBrowser.ts'

const isPackaged = process.platform === 'linux' && process.arch === 'x64'
const hasSystemBrowser = existsSync('/usr/bin/chromium')

describe.skipIf(!isPackaged || hasSystemBrowser)('an installed browser that does not start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-broken-browser-'))
  beforeAll(() => writeFileSync(join(folder, 'chromium'), '#!/bin/sh\necho a library is missing >&2\nexit 127\n', { mode: 0o700 }))
  afterEach(() => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each([
    ['test:long', { TEST_LONG: '1', CI: '' }],
    ['continuous integration', { TEST_LONG: '', CI: 'true' }],
  ])('fails the test with the reason in %s', async (_, env) => {
    for (const [name, value] of Object.entries({ ...env, TMPDIR: folder })) vi.stubEnv(name, value)
    await expect(openBrowser()).rejects.toThrow('a library is missing')
  })

  it('is reported elsewhere, and returns null', async () => {
    for (const [name, value] of Object.entries({ TEST_LONG: '', CI: '', TMPDIR: folder })) vi.stubEnv(name, value)
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    expect(await openBrowser()).toBeNull()
    expect(warn.mock.calls.join()).toContain('a library is missing')
  })
})
