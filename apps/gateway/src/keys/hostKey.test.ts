import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadHostKey } from './hostKey.ts'

test('makes the host key once with mode 0600, returns the same key later, and rejects a damaged file', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'infinitio-host-key-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'gateway.key')
  const first = await loadHostKey(file)
  expect(await loadHostKey(file)).toEqual(first)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  await writeFile(file, 'damaged')
  await expect(loadHostKey(file)).rejects.toThrow('does not hold')
})

test('only reads an existing host key, because it may be mounted read-only', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'infinitio-host-key-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'gateway.key')
  await loadHostKey(file)
  const { mtimeNs } = await stat(folder, { bigint: true })
  await loadHostKey(file)
  expect((await stat(folder, { bigint: true })).mtimeNs).toBe(mtimeNs)
})
