import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AdapterError, jobText, type RunLimits } from '@infinitio/tasks'
import { adapterDigest } from '@infinitio/tasks/test'
import { afterAll, describe, expect, test } from 'vitest'
import { assemble } from '../../test/assemble.ts'
import { digestSource } from '../../test/digestSource.ts'
import { exampleFile, exampleText } from '../../test/exampleFile.ts'
import { type AlgorithmInput, algorithmAdapter, algorithmInputText, isAlgorithmInstalled, piModule, prepareAlgorithm } from '../index.ts'

const folder = mkdtempSync(join(tmpdir(), 'adapter-algorithm-'))
const limits: RunLimits = { seconds: 60, memoryBytes: 1_073_741_824, outputBytes: 67_108_864 }
const signal = new AbortController().signal
const seed = `0x${'07'.repeat(32)}` as const
let written = 0

afterAll(() => rmSync(folder, { recursive: true }))

function fileOf(bytes: Uint8Array): string {
  written += 1
  const path = join(folder, String(written))
  writeFileSync(path, bytes)
  return path
}

async function faultOf(run: Promise<unknown>): Promise<AdapterError> {
  const error = await run.then(
    () => new Error('it ended well'),
    (reason: unknown) => reason,
  )
  if (error instanceof AdapterError) return error
  throw error
}

type Job = { readonly input: AlgorithmInput; readonly files: ReadonlyMap<string, string> }

async function jobOf(
  bytes: Uint8Array,
  more: { items?: number; plan?: { tasks: number; chunks: number }; fuel?: number; memoryPages?: number } = {},
): Promise<Job> {
  const module = fileOf(bytes)
  const draft = { module, items: 1, memoryPages: 1, fuel: 100_000_000, seed, ...more }
  return { input: await prepareAlgorithm({ draft, limits, signal }), files: new Map([['module', module]]) }
}

const runChunks = ({ input, files }: Job, chunks: readonly number[], more: Partial<Parameters<typeof algorithmAdapter.run>[0]> = {}) =>
  algorithmAdapter.run({ input, files, task: 0, chunks, limits, signal, ...more })

/** Returns a WASM module. `body` is the code of its function `map`; `more` has further definitions. */
const moduleOf = (body: string, more = '') =>
  assemble(`(module (import "infinitio" "write" (func $write (param i32 i32))) ${more} (memory 1) (func (export "fold"))
    (func (export "map") (param i64 i64) ${body} (call $write (i32.const 0) (i32.const 8))))`)

describe('an algorithm job', () => {
  test('estimates π, and gives a sample of its chunks the same bytes as all of them', async () => {
    const job = await jobOf(piModule, { items: 1_000_000 })
    expect(job.input).toMatchObject({ tasks: 4, chunks: 64 })
    expect(algorithmAdapter.parse(algorithmInputText(job.input))).toEqual(job.input)
    const places = Array.from({ length: 64 }, (_, chunk) => chunk)
    const outputs: Uint8Array[][] = []
    for (let task = 0; task < 4; task += 1) outputs.push([...(await runChunks(job, places, { task })).values()])
    const sample = await runChunks(job, [60, 2], { task: 3 })
    for (const [chunk, output] of sample) expect(Buffer.from(output)).toEqual(Buffer.from(outputs[3]?.[chunk] ?? []))
    expect(new Set(outputs.flat().map((output) => Buffer.from(output).toString('hex'))).size).toBeGreaterThan(100)
    const merge = () => algorithmAdapter.merge({ input: job.input, files: job.files, outputs, limits, signal })
    // Every machine must calculate this result. It follows from the 785,796 points in the circle, which a separate program in Python counts, too.
    expect(Buffer.from(await merge()).toString()).toBe('3.143184000')
  })

  test('has the example of its text, and a digest of its present code and manifest', () => {
    const root = join(import.meta.dirname, '../..')
    const text = exampleText(exampleFile, assemble(readFileSync(join(root, exampleFile.source), 'utf8')))
    expect(readFileSync(join(root, exampleFile.path), 'utf8'), 'run node packages/adapter-algorithm/scripts/writeExample.ts').toBe(text)
    expect(isAlgorithmInstalled()).toBe(true)
    expect(algorithmAdapter.digest, 'run node packages/adapter-algorithm/scripts/writeDigest.ts').toBe(adapterDigest(digestSource))
  })

  test('ends when its calls are too deep, long before the stack ends', async () => {
    const deep =
      '(func $f (param i32) (result i32) (if (result i32) (local.get 0) (then (call $f (i32.sub (local.get 0) (i32.const 1)))) (else (i32.const 7))))'
    const call = (depth: number) => moduleOf(`(i32.store (i32.const 0) (call $f (i32.const ${depth})))`, deep)
    const [output = new Uint8Array()] = (await runChunks(await jobOf(call(9_990)), [0])).values()
    expect(Buffer.from(output).toString('hex')).toBe('0700000000000000')
    const table = '(type $t (func)) (table 1 funcref) (elem (i32.const 0) $f) (func $f (call_indirect (type $t) (i32.const 0)))'
    const sums = `(func $f (param f64) (result f64) ${'(local f64)'.repeat(900)} ${'(local.get 0) '.repeat(1_000)} ${'f64.add '.repeat(999)} (call $f))`
    const some = `(func $f (param f64) (result f64) ${'(local.get 0) '.repeat(120)} (call $f (local.get 0)) ${'f64.add '.repeat(120)})`
    for (const [body, more] of [
      ['(drop (call $f (i32.const 10000)))', deep],
      ['(call $f)', table],
      ['(drop (call $f (f64.const 1)))', sums],
      ['(drop (call $f (f64.const 1)))', some],
    ] as const)
      expect((await faultOf(runChunks(await jobOf(moduleOf(body, more)), [0]))).message).toContain('calls are too deep')
  })

  test('is refused before it is signed', async () => {
    const wasi = assemble('(module (import "wasi_snapshot_preview1" "fd_write" (func (param i32 i32 i32 i32) (result i32))) (memory 1))')
    const error = await faultOf(jobOf(wasi))
    expect([error.reason, error.place.field]).toEqual(['programRefused', 'module'])
    const { input } = await jobOf(piModule, { items: 100 })
    const text = (value: object) => jobText({ ...input, ...value })
    const parse = (value: object) => faultOf(Promise.resolve().then(() => algorithmAdapter.parse(text(value))))
    expect((await parse({ fule: 1 })).message).toContain('Did you mean "fuel"?')
    for (const [field, value] of Object.entries({ fuel: 0, memoryPages: 4_097, chunks: 257, items: 3, seed: '0x', adapter: 'data@1' }))
      expect((await parse({ [field]: value })).place.field).toBe(field)
    expect((await parse({ files: {} })).place.field).toBe('files.module')
  })

  test('ends when its fuel, its time or its memory is used, or its file is another one', async () => {
    const forEver = moduleOf('(loop $l (br $l))')
    expect((await faultOf(runChunks(await jobOf(forEver, { fuel: 1_000 }), [0]))).code).toBe(200)
    const slow = await jobOf(forEver, { fuel: 1_000_000_000_000 })
    const began = Date.now()
    expect((await faultOf(runChunks(slow, [0], { limits: { ...limits, seconds: 1 } }))).reason).toBe('tooLong')
    expect(Date.now() - began).toBeLessThan(8_000)
    const away = new AbortController()
    setTimeout(() => away.abort(new Error('a lease was settled')), 300)
    await expect(runChunks(slow, [0], { signal: away.signal })).rejects.toThrow('a lease was settled')
    const fill = moduleOf('(memory.fill (i32.const 0) (i32.const 1) (i32.const 200000000)) (loop $l (br $l))')
    const large = await jobOf(fill, { memoryPages: 4_000, fuel: 1_000_000_000_000 })
    expect((await faultOf(runChunks(large, [0], { limits: { ...limits, memoryBytes: 150_000_000 } }))).reason).toBe('tooMuchMemory')
    const other = new Map([['module', fileOf(piModule)]])
    expect((await faultOf(runChunks({ ...slow, files: other }, [0]))).code).toBe(300)
    expect((await faultOf(runChunks({ ...slow, files: new Map() }, [0]))).code).toBe(300)
  })
})
