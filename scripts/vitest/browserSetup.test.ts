import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import browserSetup from './browserSetup.ts'

it.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('replaces a browser that an interrupted run left incomplete', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-incomplete-browser-'))
  const browser = join(folder, 'chromium')
  writeFileSync(browser, 'incomplete', { mode: 0o700 })
  vi.stubEnv('TMPDIR', folder)
  await browserSetup()
  vi.unstubAllEnvs()
  expect(statSync(browser).size).toBeGreaterThan(100_000_000)
  rmSync(folder, { recursive: true })
})
