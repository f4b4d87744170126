import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AdapterError, jobText, mostTaskOutputBytes } from '@infinitio/tasks'
import { adapterDigest } from '@infinitio/tasks/test'
import { afterAll, describe, expect, test } from 'vitest'
import { digestSource } from '../../test/digestSource.ts'
import { pictureOf } from '../png/pixelRows.ts'
import { writePng } from '../png/writePng.ts'
import { prepareRender, renderAdapter, type RenderDraft, renderInputText } from '../index.ts'

const folder = mkdtempSync(join(tmpdir(), 'adapter-render-'))
const limits = { seconds: 60, memoryBytes: 1_073_741_824, outputBytes: 67_108_864 }
const signal = new AbortController().signal
const adapter = renderAdapter('Blender is not installed')

afterAll(() => rmSync(folder, { recursive: true }))

describe('a render job', () => {
  test('is prepared without Blender, each strip of each frame with its own chunk', async () => {
    const input = await prepareRender(draftOf({ frames: 33, tiles: 4 }))
    expect(input).toMatchObject({ adapter: 'render@1', tasks: 2, chunks: 66 })
    expect(adapter.parse(renderInputText(input))).toEqual(input)
    expect(adapter.estimate(input)).toMatchObject({ seconds: 20 + 66 * 5, memoryBytes: 512 * 1_048_576 })
  })

  test('is refused with a file of another program, and with settings out of their bounds', async () => {
    const other = join(folder, 'other.blend')
    writeFileSync(other, 'PK and more')
    expect((await faultOf(prepareRender(draftOf({ scene: other })))).message).toBe('scene is not a Blender file (.blend).')
    for (const [field, more] of Object.entries({
      ...{ width: { width: 3 }, samples: { samples: 0 }, memoryMib: { memoryMib: 1 }, firstFrame: { firstFrame: -1 } },
      // A checker that cannot answer in time loses a stake, so no machine takes a job whose time is too short for any scene.
      tileSeconds: { width: 1_920, height: 1_080, tiles: 4, samples: 1_024, tileSeconds: 26 },
      ...{ tiles: { width: 8_000, height: 8_000, tiles: 40 }, frames: { width: 1_920, height: 1_080, tiles: 4, frames: 25 } },
    }))
      expect((await faultOf(prepareRender(draftOf(more)))).place.field).toBe(field)
    const input = await prepareRender(draftOf({}))
    const parse = (value: object) => faultOf(Promise.resolve().then(() => adapter.parse(jobText({ ...input, ...value }))))
    expect((await parse({ smaples: 1 })).message).toContain('Did you mean "samples"?')
    expect((await parse({ chunks: 7 })).place.field).toBe('tasks')
    expect((await parse({ tiles: 33 })).place.field).toBe('tiles')
  })

  test('is divided into tasks whose pictures a market stores, even if they cannot be compressed', async () => {
    const input = await prepareRender(draftOf({ width: 1_920, height: 1_080, frames: 4, tiles: 5, tasks: 1 }))
    expect(input).toMatchObject({ tasks: 2, chunks: 10 })
    expect(adapter.estimate(input).bytesOut).toBeLessThan(mostTaskOutputBytes)
    const parse = (value: object) => faultOf(Promise.resolve().then(() => adapter.parse(jobText({ ...input, ...value }))))
    expect((await parse({ tasks: 1, chunks: 20 })).place.field).toBe('tasks')
  })

  test('is joined from strips: one frame to a PNG, several to a tar that other programs read', async () => {
    const one = await prepareRender(draftOf({ width: 5, height: 7, tiles: 3 }))
    const strips = await Promise.all([stripOf(5, 2, 10), stripOf(5, 2, 20), stripOf(5, 3, 30)])
    const whole = await merge(one, [strips])
    const pixels = Uint8Array.from({ length: 5 * 7 * 3 }, (_, at) => (at < 30 ? 10 + at : at < 60 ? 20 + at - 30 : 30 + at - 60))
    expect(Buffer.from(whole).equals(Buffer.from(writePng(await pictureOf(pixels, { width: 5, height: 7 }))))).toBe(true)
    const film = await prepareRender(draftOf({ width: 5, height: 7, tiles: 3, firstFrame: 9, frames: 2 }))
    const path = join(folder, 'film.tar')
    writeFileSync(path, await merge(film, [[...strips, ...strips]]))
    const listed = spawnSync('tar', ['-tf', path], { encoding: 'utf8' })
    expect([listed.stdout, listed.stderr]).toEqual(['frame-000009.png\nframe-000010.png\n', ''])
    const shown = spawnSync('tar', ['-xOf', path, 'frame-000010.png'])
    expect(Buffer.from(shown.stdout).equals(Buffer.from(whole))).toBe(true)
  })

  test('is not joined from pictures of a liar', async () => {
    const input = await prepareRender(draftOf({ width: 5, height: 4, tiles: 2 }))
    const good = await stripOf(5, 2, 1)
    const bomb = writePng({ width: 5, height: 2, rows: (await pictureOf(new Uint8Array(3_000_000), { width: 1_000, height: 1_000 })).rows })
    const short = writePng({ width: 5, height: 2, rows: (await pictureOf(new Uint8Array(15), { width: 5, height: 1 })).rows })
    const filter = writePng({ width: 5, height: 2, rows: (await pictureOf(new Uint8Array(30).fill(9), { width: 10, height: 1 })).rows })
    for (const [wrong, why] of [
      [await stripOf(5, 3, 1), 'it has 5 × 3 pixels, not 5 × 2'],
      [new Uint8Array(), 'it is not a PNG file'],
      [good.subarray(0, 40), 'it is cut off'],
      [bomb, 'larger than'],
      [short, 'rows are missing'],
      [filter, 'rows are missing'],
    ] as const)
      expect((await faultOf(merge(input, [[good, wrong]]))).message).toContain(why)
    expect((await faultOf(merge(input, [[good]]))).message).toContain('has no tile 1')
  })

  test('is not joined after its signal, and lets other work of the process continue between its tiles', async () => {
    const input = await prepareRender(draftOf({ width: 5, height: 4, tiles: 2, frames: 50 }))
    const strip = await stripOf(5, 2, 1)
    const away = new AbortController()
    const outputs = [Array.from({ length: 100 }, () => strip)]
    const joined = adapter.merge({ input, outputs, files: new Map(), limits, signal: away.signal })
    setImmediate(() => away.abort(new Error('the scheduler stops')))
    await expect(joined).rejects.toThrow('the scheduler stops')
  })

  test('is taken by no machine without Blender', async () => {
    const input = await prepareRender(draftOf({}))
    expect(await adapter.lacks(input)).toBe('Blender is not installed')
    const run = adapter.run({ input, task: 0, chunks: [0], files: new Map(), limits, signal })
    expect((await faultOf(run)).reason).toBe('adapterFault')
  })

  test('has the digest of its sources', () => {
    expect(adapter.digest).toBe(adapterDigest(digestSource))
  })
})

function draftOf(more: Partial<RenderDraft>): RenderDraft {
  const scene = join(folder, 'scene.blend')
  writeFileSync(scene, 'BLENDER-v500 and a scene')
  return {
    ...{ scene, fingerprint: `0x${'0a'.repeat(32)}` as RenderDraft['fingerprint'], width: 64, height: 32, samples: 4, seed: 1, firstFrame: 1 },
    ...{ frames: 1, tiles: 2, tileSeconds: 5, memoryMib: 512 },
    ...more,
  }
}

/** Returns a picture in which each byte is one more than the byte before, from `first` on. */
async function stripOf(width: number, height: number, first: number): Promise<Uint8Array> {
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, at) => first + at)
  return writePng(await pictureOf(pixels, { width, height }))
}

async function merge(input: Awaited<ReturnType<typeof prepareRender>>, outputs: readonly (readonly Uint8Array[])[]): Promise<Uint8Array> {
  return await adapter.merge({ input, outputs, files: new Map(), limits, signal })
}

async function faultOf(run: Promise<unknown>): Promise<AdapterError> {
  const error = await run.then(
    () => new Error('it ended well'),
    (reason: unknown) => reason,
  )
  if (error instanceof AdapterError) return error
  throw error
}
