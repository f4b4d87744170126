import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describeFile, type Hex32, hex32 } from '@infinitio/domain'
import { afterEach, describe, expect, it } from 'vitest'
import { NoRoomError, WrongFileError } from './fileChecks.ts'
import { createTaskFiles } from './taskFiles.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'infinitio-task-files-'))
const hashOf = (bytes: Uint8Array) => hex32(`0x${createHash('sha256').update(bytes).digest('hex')}`)
type Wanted = { readonly sha256: Hex32; readonly bytes: number }
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

  it('are refused before any is fetched, if this machine can never have all of a task at once', async () => {
    const fetched: string[] = []
    const limits = { pieces: { pieceBytes: 1_000, mostPieces: 20 }, freeBytes: async () => 2 ** 31 }
    const fetchFile = async (sha256: Hex32) => {
      fetched.push(sha256)
      return one
    }
    const files = createTaskFiles({ folder, mostBytes: 40_000, fetchFile, ...limits })
    const large = [one, two].map((content) => ({ sha256: hashOf(content), bytes: 20_000 }))
    await expect(files.refuseOverSpace(large)).rejects.toThrow(NoRoomError)
    await expect(files.refuseOverSpace(large.slice(1))).resolves.toBeUndefined()
    await expect(files.refuseOverSpace([...large.slice(1), ...large.slice(1)])).resolves.toBeUndefined()
    const full = createTaskFiles({ folder, mostBytes: 40_000, fetchFile, ...limits, freeBytes: async () => 2 ** 30 + 19_000 })
    await expect(full.refuseOverSpace(large.slice(1))).rejects.toThrow(NoRoomError)
    expect(fetched).toEqual([])
  })

  it('are refused with another length than the job says, also if they are already here', async () => {
    const files = createTaskFiles({ folder, mostBytes: 10_000, fetchFile: async () => one })
    const wrong = { sha256: hashOf(one), bytes: 999 }
    const results = await Promise.allSettled([files.pathOf(wrong), files.pathOf({ ...wrong, bytes: 1_000 }), files.pathOf(wrong)])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected'])
    await expect(files.pathOf({ sha256: hashOf(one), bytes: 1_001 })).rejects.toThrow(WrongFileError)
    await expect(files.pathOf({ sha256: hashOf(one), mostBytes: 999 })).rejects.toThrow('has 1000 bytes')
    const next = createTaskFiles({ folder, mostBytes: 10_000, fetchFile: async () => one })
    await expect(next.pathOf(wrong)).rejects.toThrow(WrongFileError)
    expect(await next.read({ ...wrong, bytes: 1_000 })).toEqual(one)
  })

  it('leave in the order of their last use by tasks, whatever the disk says about access', async () => {
    const three = new Uint8Array(1_000).fill(3)
    const has = new Map([one, two, three].map((content) => [hashOf(content), content]))
    const files = createTaskFiles({ folder, mostBytes: 2_000, fetchFile: async (sha256) => has.get(sha256) ?? one })
    const [first, second, third] = [one, two, three].map((content) => ({ sha256: hashOf(content), bytes: 1_000 })) as [Wanted, Wanted, Wanted]
    for (const file of [first, second, first]) await files.pathOf(file)
    utimesSync(path.join(folder, first.sha256), 0, 0)
    await files.pathOf(third)
    expect([first, second, third].map(files.isHere)).toEqual([true, false, true])
    expect(readdirSync(folder).toSorted()).toEqual([first.sha256, third.sha256].toSorted())
  })

  it('leave when newer ones need their space', async () => {
    const files = createTaskFiles({ folder, mostBytes: 1_500, fetchFile: async (sha256) => (sha256 === hashOf(one) ? one : two) })
    await files.pathOf({ sha256: hashOf(one), bytes: one.length })
    await files.pathOf({ sha256: hashOf(two), bytes: two.length })
    expect(readdirSync(folder)).toEqual([hashOf(two)])
  })
})

describe('large inputs of tasks', () => {
  const pieces = { pieceBytes: 1_000, mostPieces: 4 }
  const content = Uint8Array.from({ length: 2_500 }, (_, at) => (at * 7) % 251)
  const parts = [0, 1_000, 2_000].map((from) => content.subarray(from, from + 1_000))
  const { sha256, bytes, text } = describeFile({ bytes: content.length, pieces: parts.map(hashOf) }, pieces)
  const manifest = new TextEncoder().encode(text)
  const file = { sha256, bytes }
  const plenty = async () => 2 ** 40
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** A store with these artefacts, which counts what is fetched from it. */
  function storeOf(artefacts: readonly Uint8Array[]) {
    const fetched: Hex32[] = []
    const has = new Map(artefacts.map((one) => [hashOf(one), one]))
    const fetchFile = async (name: Hex32) => {
      fetched.push(name)
      return has.get(name) ?? Promise.reject(new Error(`the store does not have ${name}`))
    }
    return { fetched, has, fetchFile }
  }

  it('are joined from their pieces once, and stay for the next start', async () => {
    const { fetched, fetchFile } = storeOf([manifest, ...parts])
    const files = createTaskFiles({ folder, mostBytes: 10_000, fetchFile, freeBytes: plenty, pieces, pieceEveryMs: 0 })
    const [place, again] = await Promise.all([files.pathOf(file), files.pathOf(file)])
    expect(place).toBe(again)
    expect(readFileSync(place)).toEqual(Buffer.from(content))
    expect(fetched).toEqual([sha256, ...parts.map(hashOf)])
    const next = createTaskFiles({ folder, mostBytes: 10_000, fetchFile, freeBytes: plenty, pieces, pieceEveryMs: 0 })
    expect(await next.pathOf(file)).toBe(place)
    expect(fetched).toHaveLength(4)
  })

  it('are fetched again if what lies there is not right, or was not finished', async () => {
    const { fetchFile } = storeOf([manifest, ...parts])
    mkdirSync(folder, { recursive: true })
    const place = path.join(folder, `${sha256}.joined`)
    writeFileSync(place, new Uint8Array(content.length))
    writeFileSync(`${place}.new`, 'x')
    writeFileSync(path.join(folder, 'other.new'), 'left by a process that was killed')
    const files = createTaskFiles({ folder, mostBytes: 10_000, fetchFile, freeBytes: plenty, pieces, pieceEveryMs: 0 })
    expect(readFileSync(await files.pathOf(file))).toEqual(Buffer.from(content))
    expect(readdirSync(folder).toSorted()).toEqual([sha256, `${sha256}.joined`].toSorted())
  })

  it('continue with the missing pieces after a failure', async () => {
    const { fetched, has, fetchFile } = storeOf([manifest, parts[0] ?? one, parts[1] ?? one])
    const files = createTaskFiles({ folder, mostBytes: 10_000, fetchFile, freeBytes: plenty, pieces, pieceEveryMs: 0 })
    await expect(files.pathOf(file)).rejects.toThrow('the store does not have')
    has.set(hashOf(parts[2] ?? one), parts[2] ?? one)
    fetched.length = 0
    expect(readFileSync(await files.pathOf(file))).toEqual(Buffer.from(content))
    expect(fetched).toEqual([hashOf(parts[2] ?? one)])
  })

  it('are refused if a piece has other bytes, also of the right length', async () => {
    const { has, fetchFile } = storeOf([manifest, ...parts])
    for (const wrong of [new Uint8Array(1_000), content.subarray(0, 999), content]) {
      has.set(hashOf(parts[1] ?? one), wrong)
      const files = createTaskFiles({ folder, mostBytes: 10_000, fetchFile, freeBytes: plenty, pieces, pieceEveryMs: 0 })
      await expect(files.pathOf(file)).rejects.toThrow(WrongFileError)
    }
  })

  it.each([
    ['another length than the input states', text, 2_499, 'the input states 2499 bytes'],
    ['a piece twice', text.replace(hashOf(parts[1] ?? one), hashOf(parts[0] ?? one)), 2_500, 'Two pieces'],
    ['a piece too few', text.replace(`"${hashOf(parts[1] ?? one)}",`, ''), 2_500, '2 pieces'],
    ['more bytes than allowed', text.replace('2500', '4001'), 4_001, 'at most 4000'],
    ['other text', '{}', 2_500, 'has the keys'],
  ])('fetch no piece for a manifest with %s', async (_, wrong, stated, message) => {
    const hostile = new TextEncoder().encode(wrong)
    const { fetched, fetchFile } = storeOf([hostile, ...parts])
    const files = createTaskFiles({ folder, mostBytes: 10_000, fetchFile, freeBytes: plenty, pieces, pieceEveryMs: 0 })
    await expect(files.pathOf({ sha256: hashOf(hostile), bytes: stated })).rejects.toThrow(message)
    expect(fetched).toEqual([hashOf(hostile)])
  })

  it('are refused with another length than the input states, also if they are already here', async () => {
    const { fetchFile } = storeOf([manifest, ...parts])
    const files = createTaskFiles({ folder, mostBytes: 10_000, fetchFile, freeBytes: plenty, pieces, pieceEveryMs: 0 })
    await files.pathOf(file)
    await expect(files.pathOf({ sha256, bytes: 2_499 })).rejects.toThrow(WrongFileError)
    await files.pathOf(file)
  })

  it('do not open a piece that is the manifest of another file', async () => {
    const inner = new Uint8Array(1_000).fill(0x20)
    inner.set(manifest)
    const outer = describeFile({ bytes: 2_000, pieces: [hashOf(inner), hashOf(parts[0] ?? one)] }, pieces)
    const { fetched, fetchFile } = storeOf([new TextEncoder().encode(outer.text), inner, ...parts])
    const files = createTaskFiles({ folder, mostBytes: 10_000, fetchFile, freeBytes: plenty, pieces, pieceEveryMs: 0 })
    expect(readFileSync(await files.pathOf(outer)).subarray(0, 1_000)).toEqual(Buffer.from(inner))
    expect(fetched).toHaveLength(3)
  })

  it('are refused with the reason where the disk or the folder has too little space', async () => {
    const { fetched, fetchFile } = storeOf([manifest, ...parts])
    const kept = 2 ** 30
    const open = (mostBytes: number, free: number) =>
      createTaskFiles({ folder, mostBytes, fetchFile, freeBytes: async () => free, pieces, pieceEveryMs: 0 })
    await expect(open(2_499, kept * 2).pathOf(file)).rejects.toThrow('stores at most 2499 bytes')
    expect(fetched).toEqual([])
    const short = open(10_000, kept + 2_499).pathOf(file)
    await expect(short).rejects.toThrow(NoRoomError)
    await expect(short).rejects.toThrow('too little disk space for a file of 2500 bytes')
    expect(fetched).toEqual([sha256])
    expect(readFileSync(await open(10_000, kept + 2_500).pathOf(file))).toEqual(Buffer.from(content))
  })

  it('take the place of files that no task runs with', async () => {
    const { fetchFile } = storeOf([manifest, ...parts, one, two])
    const files = createTaskFiles({ folder, mostBytes: 4_000, fetchFile, freeBytes: plenty, pieces, pieceEveryMs: 0 })
    const small = { sha256: hashOf(one), bytes: one.length }
    const other = { sha256: hashOf(two), bytes: two.length }
    await files.pathOf(small)
    await files.pathOf(other)
    const release = files.hold([small])
    await files.pathOf(file)
    expect(readdirSync(folder).toSorted()).toEqual([hashOf(one), sha256, `${sha256}.joined`].toSorted())
    release()
    const held = files.hold([file])
    await files.pathOf(other)
    expect(readdirSync(folder)).toContain(`${sha256}.joined`)
    held()
  })
})
