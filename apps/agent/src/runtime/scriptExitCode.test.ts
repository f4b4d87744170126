import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { exitCodeIn, scriptExitCode } from './scriptExitCode.ts'

test('returns the last exit code of the start script', () => {
  expect(exitCodeIn('a\n[infinitio] the start script ended with code 1\n[infinitio] this lease ends in 60 s\n')).toBe(1)
  expect(exitCodeIn('[infinitio] the start script ended with code 1\n[infinitio] the start script ended with code 0\n')).toBe(0)
})

test('returns null for a running script, for part of a line and for a code that no program has', () => {
  for (const text of ['', 'working\n', 'x [infinitio] the start script ended with code 1\n', '[infinitio] the start script ended with code 999\n'])
    expect(exitCodeIn(text)).toBeNull()
})

test('reads only the end of a log, and returns null without a log', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'infinitio-exit-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const log = path.join(folder, 'log')
  await writeFile(log, `${'x'.repeat(100_000)}\n[infinitio] the start script ended with code 137\n`)
  expect(await scriptExitCode(log)).toBe(137)
  expect(await scriptExitCode(path.join(folder, 'none'))).toBeNull()
  expect(await scriptExitCode(folder)).toBeNull()
})
