import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { cachedFolder } from './cachedFolder.ts'

function setup() {
  const parent = mkdtempSync(join(tmpdir(), 'infinitio-packing-'))
  onTestFinished(() => rmSync(parent, { recursive: true }))
  let fills = 0
  const fill = async (part: string) => {
    fills += 1
    writeFileSync(join(part, 'file'), `${fills}`)
    await delay(20)
  }
  return { parent, folder: join(parent, 'cache/abc'), fill, fills: () => fills }
}

test('fills a folder once, and returns it the next time', async () => {
  const { folder, fill, fills } = setup()
  expect(await cachedFolder({ nameNow: () => folder, fill })).toBe(folder)
  expect(await cachedFolder({ nameNow: () => folder, fill })).toBe(folder)
  expect([fills(), readFileSync(join(folder, 'file'), 'utf8')]).toEqual([1, '1'])
})

test('keeps the first of two folders that are filled at once, and leaves nothing else', async () => {
  const { parent, folder, fill } = setup()
  const both = await Promise.all([cachedFolder({ nameNow: () => folder, fill }), cachedFolder({ nameNow: () => folder, fill })])
  expect(both).toEqual([folder, folder])
  expect(readdirSync(join(parent, 'cache'))).toEqual(['abc'])
})

test('refuses sources that change during the build, and leaves nothing after a failure', async () => {
  const { parent, folder, fill } = setup()
  const names = [folder, `${folder}d`]
  await expect(cachedFolder({ nameNow: () => names.shift() ?? '', fill })).rejects.toThrow('The sources changed')
  await expect(cachedFolder({ nameNow: () => folder, fill: () => Promise.reject(new Error('no space')) })).rejects.toThrow('no space')
  expect(readdirSync(join(parent, 'cache'))).toEqual([])
})
