import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLogger } from '@infinitio/process'
import { expect, onTestFinished, test } from 'vitest'
import type { Engine } from './engine.ts'
import { type CachedImage, ImageCache, imagesToRemove } from './imageCache.ts'

const image = (reference: string, usedAtSeconds: number, inUse = false): CachedImage => ({ reference, bytes: 10, usedAtSeconds, inUse })

test.each([
  ['nothing while all fit', 30, [image('a', 1), image('b', 2), image('c', 3)], []],
  ['the least recently used first, and no more than must', 20, [image('b', 2), image('a', 1), image('c', 3)], ['a']],
  ['never one that a lease uses', 10, [image('a', 1, true), image('b', 2), image('c', 3, true)], ['b']],
])('what is too much goes: %s', (_, mostBytes, images, removed) => {
  expect(imagesToRemove(images, mostBytes)).toEqual(removed)
})

test('images take space from the disks of leases once, and none if the engine has another disk', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'infinitio-images-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = path.join(folder, 'images.json')
  const mib = 1024 ** 2
  const growthMib = async (cachedMib: number, imageFolder = folder) => {
    await writeFile(file, JSON.stringify({ 'docker.io/a@sha256:1': { bytes: cachedMib * mib, usedAtSeconds: 1 } }))
    const engine = { docker: { info: async () => ({ DockerRootDir: imageFolder }) } } as unknown as Engine
    return await new ImageCache({ engine, file, mostMib: 100, registries: [], logger: createLogger({ room: 'test' }) }).growthMib(folder)
  }
  expect([await growthMib(0), await growthMib(40), await growthMib(150)]).toEqual([100, 60, 0])
  expect(await growthMib(0, '/proc'), 'on another disk').toBe(0)
})
