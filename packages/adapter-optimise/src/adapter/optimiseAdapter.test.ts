import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assemble, exampleText } from '@infinitio/adapter-algorithm/test'
import { AdapterError, jobText, type RunLimits } from '@infinitio/tasks'
import { adapterDigest } from '@infinitio/tasks/test'
import { afterAll, describe, expect, test } from 'vitest'
import { digestSource } from '../../test/digestSource.ts'
import { exampleFile } from '../../test/exampleFile.ts'
import {
  netModule,
  netSpace,
  type OptimiseDraft,
  type OptimiseInput,
  optimiseAdapter,
  optimiseInputText,
  prepareOptimise,
  searchCsv,
  searchRows,
} from '../index.ts'

const folder = mkdtempSync(join(tmpdir(), 'adapter-optimise-'))
const limits: RunLimits = { seconds: 60, memoryBytes: 1_073_741_824, outputBytes: 67_108_864 }
const signal = new AbortController().signal
const settings = { goals: ['minimise'], trials: 8, least: 1, most: 4, eta: 2, memoryPages: 1, fuel: 100_000, seed: `0x${'07'.repeat(32)}` } as const
let written = 0

afterAll(() => rmSync(folder, { recursive: true }))

function fileOf(bytes: Uint8Array): string {
  written += 1
  const path = join(folder, String(written))
  writeFileSync(path, bytes)
  return path
}

async function faultOf(run: () => unknown): Promise<AdapterError> {
  const error = await Promise.resolve()
    .then(run)
    .then(
      () => new Error('it ended well'),
      (reason: unknown) => reason,
    )
  if (error instanceof AdapterError) return error
  throw error
}

type Job = { readonly input: OptimiseInput; readonly files: ReadonlyMap<string, string> }

async function jobOf(bytes: Uint8Array, more: Partial<OptimiseDraft> = {}): Promise<Job> {
  const module = fileOf(bytes)
  const draft = { ...settings, module, space: 'a: float 0 to 1\nb: integer 0 to 7\n', ...more }
  return { input: await prepareOptimise({ draft, limits, signal }), files: new Map([['module', module]]) }
}

const runChunks = ({ input, files }: Job, chunks: readonly number[], more: Partial<Parameters<typeof optimiseAdapter.run>[0]> = {}) =>
  optimiseAdapter.run({ input, files, task: 0, chunks, limits, signal, ...more })

async function outputsOf(job: Job): Promise<Uint8Array[][]> {
  const places = Array.from({ length: job.input.chunks }, (_, chunk) => chunk)
  const outputs: Uint8Array[][] = []
  for (let task = 0; task < job.input.tasks; task += 1) outputs.push([...(await runChunks(job, places, { task })).values()])
  return outputs
}

async function resultOf(job: Job, outputs: readonly (readonly Uint8Array[])[]): Promise<Uint8Array> {
  return await optimiseAdapter.merge({ input: job.input, files: job.files, outputs, limits, signal })
}

/**
 * Returns a WASM module with a function `score`. It reads its parameters into memory from address 64 on, runs `body`, and writes `numbers` values from address
 * 0 on as its output.
 */
const moduleOf = (body: string, { numbers = 1, parameters = 2 }: { numbers?: number; parameters?: number } = {}) =>
  assemble(`(module
    (import "infinitio" "write" (func $write (param i32 i32)))
    (import "infinitio" "read_part" (func $read_part (param i32 i32 i32 i32)))
    (import "infinitio" "random" (func $random (result i64)))
    (memory 1)
    (func (export "score") (param $steps i64)
      (call $read_part (i32.const 0) (i32.const 0) (i32.const 64) (i32.const ${8 * parameters}))
      ${body}
      (call $write (i32.const 0) (i32.const ${8 * numbers}))))`)

const first = '(f64.load (i32.const 64))'
const second = '(f64.load (i32.const 72))'
const stored = (number: string, place = 0) => `(f64.store (i32.const ${place}) ${number})`

describe('a search', () => {
  test('trains the example in 64 chunks, and gives a sample of its chunks the same bytes as all of them', async () => {
    const job = await jobOf(netModule, { space: netSpace, trials: 256, least: 4, most: 16, fuel: 400_000 })
    expect(job.input).toMatchObject({ tasks: 1, chunks: 64 })
    expect(optimiseAdapter.parse(optimiseInputText(job.input))).toEqual(job.input)
    const outputs = await outputsOf(job)
    const sample = await runChunks(job, [60, 2])
    expect([...sample.keys()]).toEqual([60, 2])
    for (const [chunk, output] of sample) expect(Buffer.from(output)).toEqual(Buffer.from(outputs[0]?.[chunk] ?? []))
    const result = await resultOf(job, outputs)
    const rows = searchRows(result)
    expect(rows).toHaveLength(256)
    expect(rows.filter(({ steps }) => steps === 16)).toHaveLength(64)
    expect(Object.keys(rows[0] ?? {})).toEqual(['rank', 'trial', 'rate', 'decay', 'hidden', 'activation', 'value', 'steps', 'state'])
    const values = rows.filter(({ steps }) => steps === 16).map(({ value }) => Number(value))
    expect(values).toEqual(values.toSorted((one, other) => one - other))
    // A net that has learned nothing has a mean squared error of about 1, which is the variance of the labels. So a value below 0.6 shows that it learned.
    expect(values[0]).toBeLessThan(0.6)
    const lines = searchCsv(result).trim().split('\r\n')
    expect(lines).toHaveLength(257)
    expect(lines[1]).toBe(Object.values(rows[0] ?? {}).join(','))
  })

  test('has the example of its text, and a digest of its present code and manifest', () => {
    const root = join(import.meta.dirname, '../..')
    const text = exampleText(exampleFile, assemble(readFileSync(join(root, exampleFile.source), 'utf8')))
    expect(readFileSync(join(root, exampleFile.path), 'utf8'), 'run node packages/adapter-optimise/scripts/writeExample.ts').toBe(text)
    expect(optimiseAdapter.digest, 'run node packages/adapter-optimise/scripts/writeDigest.ts').toBe(adapterDigest(digestSource))
  })

  test('gives a module its parameters, the steps and random numbers of the trial', async () => {
    const sum = `(f64.add ${first} (f64.add ${second} (f64.convert_i64_s (local.get $steps))))`
    const shown = await jobOf(moduleOf(stored(sum)), { trials: 3, least: 4 })
    const rows = searchRows(await resultOf(shown, await outputsOf(shown)))
    for (const { a, b, value } of rows) expect(value).toBe(Number(a) + (Number(b) + 4))
    const random = await jobOf(moduleOf(stored('(f64.convert_i64_s (call $random))')), { trials: 4, most: 4, plan: { tasks: 1, chunks: 1 } })
    const [best, next] = searchRows(await resultOf(random, await outputsOf(random)))
    expect(best?.['value']).not.toBe(next?.['value'])
    const alone = await runChunks({ ...random, input: { ...random.input, chunks: 4 } }, [Number(best?.['trial'])])
    const view = Buffer.alloc(8)
    view.writeDoubleBE(Number(best?.['value']))
    expect(Buffer.from(alone.get(Number(best?.['trial'])) ?? []).toString()).toBe(`${best?.['trial']} 4 ${view.toString('hex')}\n`)
  })

  test('finds the front of two goals', async () => {
    const job = await jobOf(moduleOf(`${stored(first)} ${stored(`(f64.mul ${first} ${second})`, 8)}`, { numbers: 2 }), {
      goals: ['minimise', 'maximise'],
      trials: 16,
      most: 1,
    })
    const rows = searchRows(await resultOf(job, await outputsOf(job)))
    const front = rows.filter((row) => row['front'] === true)
    expect(front.length).toBeGreaterThan(1)
    for (const row of rows) {
      const isBeaten = rows.some((other) => Number(other['value_1']) < Number(row['value_1']) && Number(other['value_2']) > Number(row['value_2']))
      if (isBeaten) expect(row['front']).toBe(false)
    }
  })

  test('goes on when single trials fail, and says how each ended', async () => {
    const ends = ['failed', 'fuel', 'infinite', 'infinite']
    const isEnd = (place: number) => `(i32.eq (i32.trunc_f64_u ${second}) (i32.const ${place}))`
    const body = `${stored(first)}
      (if ${isEnd(0)} (then (unreachable)))
      (if ${isEnd(1)} (then (loop $l (br $l))))
      (if ${isEnd(2)} (then ${stored('(f64.div (f64.const 1) (f64.const 0))')}))
      (if ${isEnd(3)} (then ${stored('(f64.sqrt (f64.const -1))')}))`
    const job = await jobOf(moduleOf(body), { trials: 64, plan: { tasks: 1, chunks: 4 } })
    const rows = searchRows(await resultOf(job, await outputsOf(job)))
    for (const row of rows) expect([row['b'], row['state']]).toEqual([row['b'], ends[Number(row['b'])] ?? 'done'])
    expect(new Set(rows.map((row) => row['state']))).toEqual(new Set(['done', 'failed', 'fuel', 'infinite']))
    const firstEnded = rows.findIndex((row) => row['state'] !== 'done')
    expect(rows.slice(firstEnded).every((row) => row['value'] === null)).toBe(true)
  })

  test('is refused before it is signed', async () => {
    const { input } = await jobOf(moduleOf(stored(first)))
    const parse = (value: object) => faultOf(() => optimiseAdapter.parse(jobText({ ...input, ...value })))
    expect((await parse({ trails: 1 })).message).toContain('Did you mean "trials"?')
    const wrong = {
      fuel: 0,
      memoryPages: 4_097,
      chunks: 257,
      trials: 3,
      seed: '0x',
      adapter: 'data@1',
      goals: [],
      least: 5,
      most: 0,
      eta: 1,
      space: 'a',
    }
    for (const [field, value] of Object.entries(wrong)) expect((await parse({ [field]: value })).place.field).toBe(field)
    expect((await parse({ files: {} })).place.field).toBe('files.module')
    expect((await parse({ fuel: 400_000_000_000 })).place.field).toBe('fuel')
    expect((await parse({ space: 'a: float 0 to 1\nb: flaot 0 to 1' })).place).toMatchObject({ field: 'space', line: 2 })
  })

  test('has its numbers checked before it is divided', async () => {
    for (const [field, value] of Object.entries({ eta: 1, most: Number.NaN, trials: 0.5, fuel: Number.NaN }))
      expect((await faultOf(() => jobOf(netModule, { [field]: value }))).place.field).toBe(field)
    expect((await jobOf(moduleOf(stored(first)), { trials: 256, tasks: 2 })).input).toMatchObject({ tasks: 2, chunks: 64 })
  })

  test.each([
    ['writes too few numbers', moduleOf(stored(first), { numbers: 0 }), 102],
    ['writes too many numbers', moduleOf(stored(first), { numbers: 2 }), 102],
    ['always fails', moduleOf('(unreachable)'), 102],
    ['never ends', moduleOf('(loop $l (br $l))'), 102],
    ['gives no number', moduleOf(stored('(f64.const nan)')), 102],
    ['reads more parameters than there are', moduleOf(stored(first), { parameters: 3 }), 102],
    ['has no score', assemble('(module (memory 1) (func (export "map") (param i64 i64)))'), 101],
    ['wants another argument', assemble('(module (memory 1) (func (export "score") (param f64)))'), 101],
    ['is no module', new TextEncoder().encode('not a module'), 101],
    ['has a clock', assemble('(module (import "wasi_snapshot_preview1" "clock_time_get" (func (param i32 i64 i32) (result i32))) (memory 1))'), 101],
  ])('is refused before it is signed if its module %s', async (_, module, code) => {
    const fault = await faultOf(() => jobOf(module))
    expect([fault.code, fault.place.field]).toEqual([code, 'module'])
  })

  test('ends if its module lies later, its time or its memory is used, or its file is another one', async () => {
    const lying = await jobOf(
      moduleOf(`${stored(first)} (if (i64.gt_s (local.get $steps) (i64.const 1)) (then (call $write (i32.const 0) (i32.const 8))))`),
      {
        plan: { tasks: 1, chunks: 1 },
      },
    )
    expect((await faultOf(() => runChunks(lying, [0]))).message).toContain('for trial')
    const slow = await jobOf(moduleOf(`${stored(first)} (if (i64.gt_s (local.get $steps) (i64.const 1)) (then (loop $l (br $l))))`), {
      fuel: 100_000_000_000,
      plan: { tasks: 1, chunks: 1 },
    })
    const began = Date.now()
    expect((await faultOf(() => runChunks(slow, [0], { limits: { ...limits, seconds: 1 } }))).reason).toBe('tooLong')
    expect(Date.now() - began).toBeLessThan(8_000)
    const fill = `${stored(first)} (if (i64.gt_s (local.get $steps) (i64.const 1)) (then (memory.fill (i32.const 0) (i32.const 1) (i32.const 200000000)) (loop $l (br $l))))`
    const large = await jobOf(moduleOf(fill), { fuel: 100_000_000_000, memoryPages: 4_000, plan: { tasks: 1, chunks: 1 } })
    expect((await faultOf(() => runChunks(large, [0], { limits: { ...limits, memoryBytes: 150_000_000 } }))).reason).toBe('tooMuchMemory')
    const other = new Map([['module', fileOf(netModule)]])
    expect((await faultOf(() => runChunks({ ...slow, files: other }, [0]))).code).toBe(300)
    expect((await faultOf(() => runChunks({ ...slow, files: new Map() }, [0]))).code).toBe(300)
  })

  test('frees the memory of one trial before the next ones need it', async () => {
    const job = await jobOf(moduleOf(`(memory.fill (i32.const 4096) (i32.const 1) (i32.const 16000000)) ${stored(first)}`), {
      trials: 64,
      most: 1,
      memoryPages: 256,
      plan: { tasks: 1, chunks: 64 },
    })
    const { memoryBytes } = optimiseAdapter.estimate(job.input)
    expect([...(await runChunks(job, [...Array(64).keys()], { limits: { ...limits, memoryBytes: 2 * memoryBytes } }))]).toHaveLength(64)
  })

  test('refuses a result whose best trial gives another value on this computer', async () => {
    const job = await jobOf(moduleOf(stored(first)), { trials: 8, most: 1 })
    const outputs = await outputsOf(job)
    const faked = outputs.map((ofTask) => ofTask.with(5, new TextEncoder().encode('5 1 0000000000000000\n')))
    const fault = await faultOf(() => resultOf(job, faked))
    expect([fault.code, fault.message]).toEqual([301, expect.stringContaining('Trial 5')])
    const cut = outputs.map((ofTask) => ofTask.with(5, new Uint8Array()))
    expect((await faultOf(() => resultOf(job, cut))).code).toBe(301)
  })
})

describe('the plan of a search', () => {
  const halving = { least: 1, most: 16, eta: 4 }

  test.each([
    [{ trials: 1, ...halving }, '1 × 1'],
    [{ trials: 63, ...halving }, '1 × 63'],
    [{ trials: 256, ...halving }, '1 × 64'],
    [{ trials: 1_024, ...halving }, '1 × 64'],
    [{ trials: 4_096, ...halving }, '4 × 64'],
    [{ trials: 16_384, ...halving }, '4 × 64'],
    [{ trials: 256, ...halving, least: 16 }, '4 × 64'],
    [{ trials: 256, ...halving, tasks: 2 }, '2 × 64'],
    [{ trials: 100, ...halving, tasks: 9 }, '1 × 64'],
  ])('of %o', (facts, text) => {
    const { tasks, chunks } = optimiseAdapter.plan(facts)
    expect(`${tasks} × ${chunks}`).toBe(text)
  })
})
