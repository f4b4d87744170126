import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dataAdapter, dataInputText, makeSales, prepareData } from '@infinitio/adapter-data'
import {
  address,
  artefactLimits,
  describeFile,
  durationSeconds,
  type Hex32,
  pTokenUnits,
  sha256Hex,
  unixSeconds,
  zeroAddress,
  zeroHex32,
} from '@infinitio/domain'
import type { PoolBatchView } from '@infinitio/tasks'
import { afterAll, expect, test } from 'vitest'
import { createOpenedFiles } from '../../src/tasks/openedFiles.ts'
import { createTaskFiles } from '../../src/tasks/taskFiles.ts'
import { createTaskRunner } from '../../src/tasks/taskRunner.ts'

const folder = mkdtempSync(join(tmpdir(), 'infinitio-large-parquet-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const logger = { debug() {}, info() {}, warn() {}, error() {} } as never
const limits = { seconds: 120, memoryBytes: 1_610_612_736, outputBytes: 67_108_864 }

test('an agent joins a Parquet file of about 40 MB from its pieces, and calculates the same bytes as on the first file', {
  timeout: 300_000,
}, async () => {
  const path = join(folder, 'sales.parquet')
  await makeSales({ path, rows: 4_000_000 })
  const { size } = statSync(path)
  expect(size).toBeGreaterThan(2 * artefactLimits.bytes)
  const draft = {
    map: 'select region, sum(amount) as amount, count(*) as n from sales group by region',
    combine: 'select region, sum(amount)::decimal(38, 2) as amount, sum(n)::bigint as n from parts group by region order by region',
    split: 'sales',
    files: new Map([['sales', path]]),
  }
  const { signal } = new AbortController()
  const input = await prepareData({ draft, limits, signal })
  const store = storeOf(readFileSync(path))
  const text = new TextEncoder().encode(dataInputText(input))
  store.set(sha256Hex(text), text)
  const fetched: Hex32[] = []
  const files = createTaskFiles({
    ...{ folder: join(folder, 'files'), mostBytes: 2 ** 31 },
    fetchFile: async (sha256) => {
      fetched.push(sha256)
      return store.get(sha256) ?? Promise.reject(new Error('the store has no such file'))
    },
  })
  const runner = createTaskRunner({ adapters: [dataAdapter], niceness: 0, logger, opened: createOpenedFiles(join(folder, 'opened')), files })
  const batch = batchOf(sha256Hex(text), input)
  await expect.poll(() => runner.judge(batch), { timeout: 60_000 }).toBe('takes')
  expect(fetched).toHaveLength(2 + Math.ceil(size / artefactLimits.bytes))
  const last = input.tasks - 1
  const chunks = [0, 31, 63]
  const found = await runner.start('large', { batch, index: last, chunks, limitSeconds: 120 }).outputs
  const direct = await dataAdapter.run({ input, files: draft.files, task: last, chunks, limits, signal })
  expect([...found]).toEqual([...direct])
  runner.stop()
})

/** The artefacts of a file as `uploadFile` of the SDK stores them: its pieces and its manifest. */
function storeOf(content: Uint8Array): Map<Hex32, Uint8Array> {
  const store = new Map<Hex32, Uint8Array>()
  const pieces: Hex32[] = []
  for (let from = 0; from < content.length; from += artefactLimits.bytes) {
    const piece = content.subarray(from, from + artefactLimits.bytes)
    pieces.push(sha256Hex(piece))
    store.set(sha256Hex(piece), piece)
  }
  const { sha256, text } = describeFile({ bytes: content.length, pieces })
  return store.set(sha256, new TextEncoder().encode(text))
}

function batchOf(inputRoot: Hex32, { tasks: count, chunks }: { readonly tasks: number; readonly chunks: number }): PoolBatchView {
  const batch = {
    ...{ salt: zeroHex32, submitter: address(zeroAddress), adapter: dataAdapter.digest, inputRoot, classMask: 1n, refClass: 0, chunks, count },
    ...{ minVramGib: 0, minTier: 0, reward: pTokenUnits(1n), verifyShare: pTokenUnits(1n), tip: pTokenUnits(0n) },
    ...{ runSeconds: durationSeconds(3_600n), fetchSeconds: 60, deadline: unixSeconds(1n), storeKey: zeroAddress },
  }
  const of = { beaconSeed: zeroHex32, submitBlock: 0, submittedAt: 0, paid: 0n, baseFee: 0n, open: count, stopped: false }
  return { batchId: inputRoot, batch, ...of, tasks: new Map(), live: new Map() }
}
