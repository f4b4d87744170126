// Measures the processor time of a program that takes tasks. It is the first part of `npm run bench -- tasks`. It prints:
// - `drawOnceMs` and `drawMsPerBlock`: with 100,000 open tasks, of which the provider may accept none, the time of the first search and of a search in each
//   later block.
// - `batchesMsPerBlock`: the time of a search with 10,000 batches of one task each.
// - `scheduledPerMin`: the tasks that a hundred providers accept in a minute of one core's time. This includes reading the events of the pool.
import { address, durationSeconds, type Keccak, keccak256Hex, packWords, pTokenUnits, unixSeconds, zeroAddress } from '@infinitio/domain'
import { createKeccak } from 'hash-wasm'
import { createDrawBook, type Duty, dutiesOf, emptyPool, foldPool, openEnds, type PoolView, type Taker } from '../../src/index.ts'

const runs = 5
const open = 100_000
const most = 65_536
const single = 10_000
const looks = 100
const scheduled = 5_000
const workers = 100
const hasher = await createKeccak(256)
const fastKeccak: Keccak = (bytes) => hasher.init().update(bytes).digest('binary')
const word = (value: number) => keccak256Hex(packWords([BigInt(value)]))
const decides = word(2)
const hashOf = () => decides
const samples: Record<string, number[]> = { drawOnceMs: [], drawMsPerBlock: [], batchesMsPerBlock: [], scheduledPerMin: [] }

for (let run = 1; run <= runs; run += 1) {
  const one = measureLooks(poolOf([most, open - most], { providers: 1, bonded: 1_000n, total: 10n ** 20n }))
  const many = measureLooks(
    poolOf(
      Array.from({ length: single }, () => 1),
      { providers: 1, bonded: 1_000n, total: 10n ** 20n },
    ),
  )
  samples.drawOnceMs?.push(one.onceMs)
  samples.drawMsPerBlock?.push(one.msPerBlock)
  samples.batchesMsPerBlock?.push(many.msPerBlock)
  samples.scheduledPerMin?.push(measureScheduling())
  console.log(`run ${run} of ${runs}: all draws ${one.onceMs.toFixed(0)} ms, then ${one.msPerBlock.toFixed(2)} ms a block`)
}
console.log(JSON.stringify(samples))

/**
 * Lets one provider search until its draw (random number) for every task is calculated, and then once in each block. Returns the time of the first part in
 * milliseconds, and the time of one later search.
 */
function measureLooks(view: PoolView): { onceMs: number; msPerBlock: number } {
  const draws = createDrawBook(fastKeccak)
  const look = (block: number): number => {
    const began = performance.now()
    const found = dutiesOf(taker(1), { view, head: { block, at: 0 }, hashOf }, draws)
    openEnds(view, { block, at: 0 })
    if (found.length > 0) throw new Error('nobody is drawn in this measurement')
    return performance.now() - began
  }
  let onceMs = 0
  for (let drawn = 0; drawn < most; drawn += 10_000) onceMs += look(2)
  const times = Array.from({ length: looks }, (_, at) => look(3 + at))
  return { onceMs, msPerBlock: times.reduce((sum, time) => sum + time, 0) / looks }
}

/**
 * Lets all providers search once in each block until all tasks of one batch are accepted and ended. Returns the number of tasks per minute of processor time.
 */
function measureScheduling(): number {
  const bonded = 10n ** 12n
  const view = poolOf([scheduled], { providers: workers, bonded, total: bonded * BigInt(workers) })
  const draws = createDrawBook(fastKeccak)
  const began = process.cpuUsage()
  let ended = 0
  for (let block = 2; ended < scheduled; block += 1) {
    const head = { block, at: block }
    for (let number = 1; number <= workers; number += 1) {
      const me = taker(number)
      for (const duty of dutiesOf(me, { view, head, hashOf }, draws)) {
        if (duty.kind === 'accept') accept(view, me, duty, block)
        if (duty.kind === 'work') {
          foldPool(view, { name: 'TaskEnded', taskId: duty.task.taskId, state: 10, fees: 0n, burned: 0n }, { block, at: block })
          ended += 1
        }
      }
    }
  }
  const { user, system } = process.cpuUsage(began)
  return (scheduled * 60_000_000) / (user + system)
}

function accept(view: PoolView, { provider, nodes }: Taker, { taskId, batch, index }: Extract<Duty, { kind: 'accept' }>, block: number): void {
  const nodeId = nodes[0]?.nodeId ?? word(0)
  const of = { taskId, batchId: batch.batchId, index: BigInt(index), provider, nodeId, classId: 1n, tries: 1n, streak: 0n }
  foldPool(view, { name: 'TaskAccepted', ...of }, { block, at: block })
}

function taker(number: number): Taker {
  const nodes = [{ nodeId: word(number), classId: 1, vramGib: 80, tier: 1 }]
  return { provider: providerOf(number), nodes, checkers: nodes, adapters: new Set([word(0)]), room: 1 }
}

function providerOf(number: number) {
  return address(`0x${number.toString(16).padStart(40, '0')}`)
}

function poolOf(counts: readonly number[], { providers, bonded, total }: { providers: number; bonded: bigint; total: bigint }): PoolView {
  const view = emptyPool()
  const site = { block: 1, at: 0 }
  for (let number = 1; number <= providers; number += 1)
    foldPool(view, { name: 'StakeRipened', provider: providerOf(number), units: bonded, bonded, total }, site)
  counts.forEach((count, at) => {
    const batch = {
      ...{ salt: word(at), submitter: zeroAddress, adapter: word(0), inputRoot: word(0), classMask: 2n, refClass: 1, chunks: 64, count },
      ...{ minVramGib: 0, minTier: 0, reward: pTokenUnits(1n), verifyShare: pTokenUnits(1n), tip: pTokenUnits(0n), fetchSeconds: 60 },
      ...{ runSeconds: durationSeconds(60n), deadline: unixSeconds(10n ** 9n), storeKey: zeroAddress },
    }
    foldPool(view, { name: 'BatchSubmitted', batchId: word(1_000_000 + at), batch, beaconSeed: word(0), paid: 0n, baseFee: 0n }, site)
  })
  return view
}
