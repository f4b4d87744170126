import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { hex32 } from '@infinitio/domain'
import { afterEach, describe, expect, it } from 'vitest'
import { createTaskFiles, WrongFileError } from './taskFiles.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'infinitio-task-files-'))
const hashOf = (bytes: Uint8Array) => hex32(`0x${createHash('sha256').update(bytes).digest('hex')}`)
const one = new Uint8Array(1_000).fill(1)
const two = new Uint8Array(1_000).fill(2)

describe('inputs of tasks', () => {
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('are fetched once, also by several tasks at the same time, and stay for the next start', async () => {
    let fetched = 0
    const open = () =>
      createTaskFiles({
        ...{ folder, mostBytes: 10_000 },
        fetchFile: async () => {
          fetched += 1
          return one
        },
      })
    const files = open()
    const file = { sha256: hashOf(one), bytes: one.length }
    const paths = await Promise.all([files.pathOf(file), files.pathOf(file), files.pathOf(file)])
    expect(new Set(paths).size).toBe(1)
    expect(readFileSync(paths[0] ?? '')).toEqual(Buffer.from(one))
    await open().pathOf(file)
    expect(fetched).toBe(1)
  })

  it('are fetched again if what lies there is not whole', async () => {
    const files = createTaskFiles({ folder, mostBytes: 10_000, fetchFile: async () => one })
    const file = { sha256: hashOf(one), bytes: one.length }
    const place = await files.pathOf(file)
    writeFileSync(place, one.subarray(10))
    const again = createTaskFiles({ folder, mostBytes: 10_000, fetchFile: async () => one })
    expect(await again.read(file)).toEqual(one)
  })

  it.each([
    ['other bytes', { sha256: hashOf(one), bytes: one.length }, two],
    ['another length than the job says', { sha256: hashOf(one), bytes: 999 }, one],
    ['more bytes than allowed', { sha256: hashOf(one), mostBytes: 999 }, one],
  ])('are refused with %s, and fetched again the next time', async (_, file, content) => {
    const contents = [content, one]
    const files = createTaskFiles({ folder, mostBytes: 10_000, fetchFile: async () => contents.shift() ?? one })
    await expect(files.pathOf(file)).rejects.toThrow(WrongFileError)
    expect(await files.read({ sha256: hashOf(one), bytes: one.length })).toEqual(one)
  })

  it('leave when newer ones need their space', async () => {
    const files = createTaskFiles({ folder, mostBytes: 1_500, fetchFile: async (sha256) => (sha256 === hashOf(one) ? one : two) })
    await files.pathOf({ sha256: hashOf(one), bytes: one.length })
    await files.pathOf({ sha256: hashOf(two), bytes: two.length })
    expect(readdirSync(folder)).toEqual([hashOf(two)])
  })
})
