// Measures how much slower the algorithm adapter is than the bare module: `npm run bench -- adapters`. It runs one task of 64 chunks with 640,000,000 points of
// the example, and the same calls of the module without instrumentation. `wasmRatio` is the time of the bare module, divided by the time of the adapter with
// its process.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chunkRange } from '@infinitio/tasks'
import { algorithmAdapter, piModule, prepareAlgorithm } from '../../src/index.ts'
import { webAssembly } from '../../src/wasm/webAssembly.ts'

const runs = 5
const items = 640_000_000
const chunks = Array.from({ length: 64 }, (_, chunk) => chunk)
const limits = { seconds: 300, memoryBytes: 1_073_741_824, outputBytes: 67_108_864 }
const signal = new AbortController().signal
const folder = mkdtempSync(join(tmpdir(), 'adapter-algorithm-'))
const samples = { wasmRatio: [] as number[], algorithmMs: [] as number[], wasmMs: [] as number[] }

try {
  const module = join(folder, 'pi.wasm')
  writeFileSync(module, piModule)
  const draft = { module, items, plan: { tasks: 1, chunks: 64 }, memoryPages: 1, fuel: 100_000_000_000, seed: `0x${'07'.repeat(32)}` as const }
  const input = await prepareAlgorithm({ draft, limits, signal })
  for (let run = 1; run <= runs; run += 1) {
    const wasmMs = await timed(async () => runBare())
    const adapterMs = await timed(
      async () => void (await algorithmAdapter.run({ input, files: new Map([['module', module]]), task: 0, chunks, limits, signal })),
    )
    samples.wasmMs.push(wasmMs)
    samples.algorithmMs.push(adapterMs)
    samples.wasmRatio.push(wasmMs / adapterMs)
    console.log(`run ${run} of ${runs}: ${Math.round(adapterMs)} ms, the bare module ${Math.round(wasmMs)} ms`)
  }
} finally {
  rmSync(folder, { recursive: true })
}
console.log(JSON.stringify(samples))

/** Runs the chunks of the task with V8 only, without this package's code. */
function runBare(): void {
  const module = new webAssembly.Module(piModule)
  for (const chunk of chunks) {
    const { from, to } = chunkRange({ items, tasks: 1, chunks: 64, task: 0, chunk })
    const host = { random: () => 7n, write: () => undefined, part_count: () => 0, read_part: () => undefined }
    const { exports } = new webAssembly.Instance(module, { infinitio: host })
    ;(exports['map'] as (from: bigint, to: bigint) => void)(BigInt(from), BigInt(to))
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
