import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { watchSpace } from './watchSpace.ts'

const mib = 1024 * 1024

test('reports once when a disk fills beyond the limit', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'infinitio-space-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  let told = 0
  await new Promise<void>((resolve) => {
    const onFull = (): void => {
      told += 1
      resolve()
    }
    void watchSpace({ folder, mostBytes: 16 * mib, onFull }).then((stop) => {
      onTestFinished(stop)
      // The test writes six times the limit, so that other processes which delete files at the same time cannot bring the usage below the limit.
      return writeFile(path.join(folder, 'fill'), randomBytes(96 * mib), { flush: true })
    })
  })
  expect(told).toBe(1)
})
