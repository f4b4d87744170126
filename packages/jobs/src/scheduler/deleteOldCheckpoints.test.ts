import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { deleteOldCheckpoints } from './deleteOldCheckpoints.ts'

test('deletes checkpoints to which nothing was added for 30 days, and keeps results and younger checkpoints', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-served-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const now = Date.now()
  for (const [job, days] of [
    ['old', 31],
    ['young', 29],
  ] as const) {
    for (const place of ['checkpoints', 'results']) {
      mkdirSync(join(folder, job, place), { recursive: true })
      writeFileSync(join(folder, job, place, 'file'), 'bytes')
      const at = new Date(now - days * 86_400_000)
      utimesSync(join(folder, job, place), at, at)
    }
  }
  expect(await deleteOldCheckpoints(folder, { now })).toEqual(['old'])
  expect(['old', 'young'].map((job) => existsSync(join(folder, job, 'checkpoints')))).toEqual([false, true])
  expect(['old', 'young'].map((job) => existsSync(join(folder, job, 'results', 'file')))).toEqual([true, true])
  expect(await deleteOldCheckpoints(join(folder, 'missing'))).toEqual([])
})
