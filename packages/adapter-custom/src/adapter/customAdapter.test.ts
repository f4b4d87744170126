import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assemble, exampleText } from '@infinitio/adapter-algorithm/test'
import { AdapterError, jobText, type RunLimits } from '@infinitio/tasks'
import { adapterDigest } from '@infinitio/tasks/test'
import { afterAll, describe, expect, test } from 'vitest'
import { digestSource } from '../../test/digestSource.ts'
import { exampleFile } from '../../test/exampleFile.ts'
import { type CustomDraft, type CustomInput, customAdapter, customInputText, prepareCustom, primesModule } from '../index.ts'

const folder = mkdtempSync(join(tmpdir(), 'adapter-custom-'))
const limits: RunLimits = { seconds: 60, memoryBytes: 1_073_741_824, outputBytes: 67_108_864 }
const signal = new AbortController().signal
let written = 0

afterAll(() => rmSync(folder, { recursive: true }))

describe('an adapter of somebody else', () => {
  test('splits, runs and merges, and gives a sample of its chunks the same bytes as all of them', async () => {
    const job = await jobOf(primesModule, { params: '100000', mostPortions: 130 })
    expect(job.input).toMatchObject({ portions: 130, tasks: 2, chunks: 65 })
    expect(customAdapter.parse(customInputText(job.input))).toEqual(job.input)
    const places = Array.from({ length: 65 }, (_, chunk) => chunk)
    const outputs = [await runChunks(job, places), await runChunks(job, places, 1)]
    const sample = await runChunks(job, [3, 64], 1)
    expect(sample).toEqual(new Map([3, 64].map((chunk) => [chunk, outputs[1]?.get(chunk)])))
    const result = await merge(
      job,
      outputs.map((one) => [...one.values()]),
    )
    expect(result).toBe('9592\n')
  })

  test('leaves the chunks after its last portion empty, and keeps their outputs from merge', async () => {
    const job = await jobOf(primesModule, { params: '1000', mostPortions: 257 })
    expect(job.input).toMatchObject({ portions: 257, tasks: 4, chunks: 65 })
    const last = await runChunks(job, [61, 62, 64], 3)
    expect([...last.values()].map(({ length }) => length)).toEqual([8, 0, 0])
    const count = (value: number) => new Uint8Array(new BigInt64Array([BigInt(value)]).buffer)
    const outputs = Array.from({ length: 4 }, (_, task) =>
      Array.from({ length: 65 }, (__, chunk) => (task * 65 + chunk < 257 ? count(1) : new Uint8Array())),
    )
    expect(await merge(job, outputs)).toBe('257\n')
  })

  test('has tasks whose outputs a market stores, however large each portion is', async () => {
    const { input } = await jobOf(primesModule, { params: '1000', mostPortions: 64, outputBytes: 4_194_304 })
    expect(input).toMatchObject({ portions: 64, tasks: 22, chunks: 3 })
    const whole = jobText({ ...input, tasks: 1, chunks: 64 })
    expect((await faultOf(Promise.resolve().then(() => customAdapter.parse(whole)))).message).toContain('whose outputs a market stores')
  })

  test('gets its parameters, its file and its portion, and nothing else', async () => {
    const echo = moduleOf({
      split: `${portion(4, 0x61626364)} ${portion(4, 0x65666768)}`,
      run: `(call $copy (i32.const 0)) (call $copy (i32.const 1)) (call $read_input (i32.const 0) (i32.const 0) (call $input_size))
        (call $write (i32.const 0) (call $input_size)) (i32.store (i32.const 0) (call $part_count)) (call $write (i32.const 0) (i32.const 1))`,
    })
    const input = fileOf(new TextEncoder().encode('file'))
    const job = await jobOf(echo, { params: 'one', file: input })
    const [first, second] = [...(await runChunks(job, [0, 1])).values()].map((bytes) => Buffer.from(bytes).toString())
    expect([first, second]).toEqual(['onedcbafile\u0002', 'onehgfefile\u0002'])
  })

  test.each([
    ['loops in split', { split: '(loop $l (br $l))' }, 'tooLong'],
    ['traps in split', { split: '(unreachable)' }, 'programFailed'],
    ['splits into nothing', { split: '' }, 'programFailed'],
    ['writes a length without its bytes', { split: portion(5, 0) }, 'programFailed'],
    ['cuts off a length', { split: '(call $write (i32.const 0) (i32.const 3))' }, 'programFailed'],
    ['splits into more portions than it may', { split: Array.from({ length: 65 }, () => portion(4, 1)).join(' ') }, 'programFailed'],
    ['writes endlessly in split', { split: '(loop $l (call $write (i32.const 0) (i32.const 65536)) (br $l))' }, 'outputTooLarge'],
    ['has no merge', { merge: null }, 'programRefused'],
    ['has other parameters', { split: portion(4, 1), splitType: '(param i32)' }, 'programRefused'],
    [
      'imports a function of WASI',
      { more: '(import "wasi_snapshot_preview1" "fd_write" (func (param i32 i32 i32 i32) (result i32)))' },
      'programRefused',
    ],
    ['imports a clock', { more: '(import "infinitio" "now" (func (result i64)))' }, 'programRefused'],
    ['needs more memory than the job has', { pages: 300 }, 'programRefused'],
  ] as const)('is refused before it is signed if it %s', async (_, parts, reason) => {
    const error = await faultOf(jobOf(moduleOf(parts), { fuel: 1_000_000, mostPortions: 64 }))
    expect([error.reason, error.place.field]).toEqual([reason, 'module'])
  })

  test.each([
    ['loops', '(loop $l (br $l))', 'tooLong'],
    ['traps', '(unreachable)', 'programFailed'],
    ['writes more than its output may have', '(loop $l (call $write (i32.const 0) (i32.const 1000)) (br $l))', 'outputTooLarge'],
    ['reads a part that nobody gave it', '(call $copy (i32.const 2))', 'programFailed'],
    ['reads outside of its memory', '(call $write (i32.const 16777212) (i32.const 8))', 'programFailed'],
  ])('ends a task if its run %s', async (_, run, reason) => {
    const job = await jobOf(moduleOf({ run }), { fuel: 1_000_000 })
    expect((await faultOf(runChunks(job, [0]))).reason).toBe(reason)
  })

  test('ends within its time and its memory, whatever its fuel, and when its machine is rented', async () => {
    const slow = await jobOf(moduleOf({ run: '(loop $l (br $l))' }), { fuel: 1_000_000_000_000 })
    expect((await faultOf(runChunks(slow, [0], 0, { limits: { ...limits, seconds: 2 } }))).reason).toBe('tooLong')
    const fill = '(memory.fill (i32.const 0) (i32.const 1) (i32.const 200000000)) (loop $l (br $l))'
    const large = await jobOf(moduleOf({ run: fill }), { memoryPages: 4_000, fuel: 1_000_000_000_000 })
    expect((await faultOf(runChunks(large, [0], 0, { limits: { ...limits, memoryBytes: 150_000_000 } }))).reason).toBe('tooMuchMemory')
    const away = new AbortController()
    setTimeout(() => away.abort(new Error('a lease was settled')), 1_000)
    await expect(runChunks(slow, [0], 0, { signal: away.signal })).rejects.toThrow('a lease was settled')
  })

  test('does not believe the portions of a submitter, and refuses an input that does not fit', async () => {
    const { input, files } = await jobOf(primesModule, { params: '1000', mostPortions: 60 })
    const lie = { input: { ...input, portions: 59, chunks: 59 }, files }
    expect((await faultOf(runChunks(lie, [0]))).place.field).toBe('portions')
    const parse = (value: object) => faultOf(Promise.resolve().then(() => customAdapter.parse(jobText({ ...input, ...value }))))
    expect((await parse({ parms: '' })).message).toContain('Did you mean "params"?')
    for (const [field, value] of Object.entries({
      portions: 61,
      chunks: 257,
      mostPortions: 4_097,
      fuel: 0,
      outputBytes: 4_194_305,
      adapter: 'algorithm@1',
    }))
      expect((await parse({ [field]: value })).place.field).toBe(field)
    expect((await parse({ chunks: 61, tasks: 2 })).place.field).toBe('portions')
    expect((await parse({ files: {} })).place.field).toBe('files.module')
    const other = new Map([['module', fileOf(moduleOf({}))]])
    expect((await faultOf(runChunks({ input, files: other }, [0]))).reason).toBe('fileWrong')
    const long = jobOf(primesModule, { params: '1'.repeat(16_385) })
    expect((await faultOf(long)).place.field).toBe('params')
  })

  test('has the digest of its sources, and the binary form of its example', () => {
    expect(customAdapter.digest).toBe(adapterDigest(digestSource))
    const bytes = assemble(readFileSync(join(digestSource.folder, exampleFile.source), 'utf8'))
    expect(readFileSync(join(digestSource.folder, exampleFile.path), 'utf8')).toBe(exampleText(exampleFile, bytes))
  })
})

type Job = { readonly input: CustomInput; readonly files: ReadonlyMap<string, string> }
type Parts = {
  readonly split?: string
  readonly splitType?: string
  readonly run?: string
  readonly merge?: string | null
  readonly more?: string
  readonly pages?: number
}

/** Returns the code that writes a portion with this length and one number of 32 bits. */
function portion(length: number, content: number): string {
  return `(i32.store (i32.const 0) (i32.const ${length})) (i32.store (i32.const 4) (i32.const ${content})) (call $write (i32.const 0) (i32.const 8))`
}

/** Returns a module with the code of its functions. Usually it splits into one portion. */
function moduleOf({ split = portion(4, 1), splitType = '(param i64)', run = '', merge = '', more = '', pages = 1 }: Parts): Uint8Array {
  return assemble(`(module
    (import "infinitio" "write" (func $write (param i32 i32)))
    (import "infinitio" "input_size" (func $input_size (result i32)))
    (import "infinitio" "read_input" (func $read_input (param i32 i32 i32)))
    (import "infinitio" "part_count" (func $part_count (result i32)))
    (import "infinitio" "part_size" (func $part_size (param i32) (result i32)))
    (import "infinitio" "read_part" (func $read_part (param i32 i32 i32 i32)))
    ${more}
    (memory ${pages})
    (func $copy (param $part i32)
      (call $read_part (local.get $part) (i32.const 0) (i32.const 0) (call $part_size (local.get $part)))
      (call $write (i32.const 0) (call $part_size (local.get $part))))
    (func (export "split") ${splitType} ${split})
    (func (export "run") (param i64) ${run})
    ${merge === null ? '' : `(func (export "merge") ${merge})`})`)
}

function fileOf(bytes: Uint8Array): string {
  written += 1
  const path = join(folder, String(written))
  writeFileSync(path, bytes)
  return path
}

async function jobOf(bytes: Uint8Array, more: Partial<CustomDraft> = {}): Promise<Job> {
  const module = fileOf(bytes)
  const seed = `0x${'07'.repeat(32)}` as const
  const draft = { module, params: '', mostPortions: 4, memoryPages: 256, fuel: 100_000_000, outputBytes: 4_096, seed, ...more }
  const input = await prepareCustom({ draft: draft as CustomDraft, limits, signal })
  return { input, files: new Map([['module', module], ...(more.file === undefined ? [] : [['input', more.file] as const])]) }
}

function runChunks({ input, files }: Job, chunks: readonly number[], task = 0, more: Partial<Parameters<typeof customAdapter.run>[0]> = {}) {
  return customAdapter.run({ input, files, task, chunks, limits, signal, ...more })
}

async function merge({ input, files }: Job, outputs: readonly (readonly Uint8Array[])[]): Promise<string> {
  return Buffer.from(await customAdapter.merge({ input, files, outputs, limits, signal })).toString()
}

async function faultOf(run: Promise<unknown>): Promise<AdapterError> {
  const error = await run.then(
    () => new Error('it ended well'),
    (reason: unknown) => reason,
  )
  if (error instanceof AdapterError) return error
  throw error
}
