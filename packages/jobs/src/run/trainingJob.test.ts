import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { address, hex32, keccak256Hex } from '@infinitio/domain'
import { readJobFile } from '@infinitio/sdk/job-file'
import { type CheckReport, drawnSegments, heldOf, type JobEvent, type JobState } from '@infinitio/tasks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryJournal, memoryLeases, type MemoryLeases, memoryMarket, type MemoryMarket, wireJournal } from '../../test/index.ts'
import { checkHere, type JobEffects, type JobWork, runJob } from '../index.ts'

const examples = resolve(import.meta.dirname, '..', '..', '..', '..', 'examples')
const program = readFileSync(join(examples, 'train-segments.mjs'), 'utf8')
const programPath = 'job/train-segments.mjs'
const goesOn = new AbortController().signal
const [trainer, checker] = ['a'.repeat(64), 'b'.repeat(64)]
/** A seed of the block that chooses the segments besides the first. */
let blockSeed: string
let market: MemoryMarket
let leases: MemoryLeases

beforeEach(() => {
  blockSeed = '1'
  market = memoryMarket()
  leases = memoryLeases()
})
afterEach(() => {
  leases.remove()
  market.remove()
})

/** A change of the training program by a provider. Each is real code that its machine runs instead. */
type Swap = readonly [from: string, to: string]

const cheats: readonly (readonly [string, Swap])[] = [
  ['trains fewer steps than the program of the job', ['const stepsOfSegment = 200', 'const stepsOfSegment = 20']],
  ['trains on other data', ['let random = seed >>> 0', 'let random = 99']],
  ['begins each segment at the start', ["STATE_IN === ''", 'true']],
]

describe('a training that is checked', () => {
  it('runs the first segment and two others again on a machine of another provider, and scores the result on files that the first one never had', async () => {
    const { state, events } = await runTraining({ segments: 4 })
    expect([state.tasks.train?.phase, state.tasks['train-check']?.phase]).toEqual(['done', 'done'])
    const report = reportOf(state)
    expect(report.segments.map(({ verdict }) => verdict)).toEqual(['equal', 'equal', 'equal'])
    expect([report.of, report.trainedOn, report.checkedOn]).toEqual([4, ['1'], ['2']])
    expect(leases.machines.get('1')?.node).not.toBe(leases.machines.get('2')?.node)
    const [first, second] = ['1', '2'].map((leaseId) => leases.machines.get(leaseId)?.home ?? '')
    expect([existsSync(join(first ?? '', 'hidden')), readdirSync(join(second ?? '', 'hidden'))]).toEqual([false, ['points.json']])
    expect(report.score).toBeGreaterThan(0)
    expect(report.score).toBeLessThan(1)
    // The segments follow from a block that is named before it exists, and from the last state.
    const planned = events.find((event) => event.kind === 'leasePlanned' && event.task === 'train-check')
    const of = heldOf(state, 'train').checkpoints[0]?.manifest ?? expect.unreachable()
    expect(planned).toMatchObject({ draw: { block: 4, of } })
    expect(report.segments.map(({ segment }) => segment)).toEqual(drawnSegments({ blockHash: blockHash(4), of, segments: 4 }))
    const finished = events.filter((event) => event.kind === 'finished')
    expect(events.indexOf(finished[0] as JobEvent)).toBeLessThan(events.indexOf(planned as JobEvent))
    const result = JSON.parse(resultOf(state, 'train')) as { segment: number }
    expect(result.segment).toBe(4)
  })

  it.each(cheats)('finds a machine that %s', async (_, swap) => {
    const { state } = await runTraining({ segments: 3, swaps: { [trainer]: swap } })
    expect(state.tasks.train?.phase).toBe('done')
    expect(state.tasks['train-check']).toMatchObject({
      phase: 'failed',
      reason: expect.stringMatching(
        /^the training on lease 1 was not what the job asks for, or its command is not repeatable: segment \d, run again on lease 2/,
      ),
    })
    expect(reportOf(state).segments.some(({ verdict }) => verdict === 'differs')).toBe(true)
  })

  it('finds each copied state, whether it is drawn or not', async () => {
    const copies: Swap = ['const next = {', "const next = SEGMENT === '2' || SEGMENT === '4' ? state : {"]
    const { state } = await runTraining({ segments: 5, swaps: { [trainer]: copies } })
    expect(reportOf(state).segments.filter(({ verdict }) => verdict === 'copied')).toEqual([
      { segment: 2, verdict: 'copied' },
      { segment: 4, verdict: 'copied' },
    ])
    expect(state.tasks['train-check']).toMatchObject({
      phase: 'failed',
      reason: expect.stringContaining('segment 2 stored the state before it again'),
    })
  })

  it('finds a faked first segment always, so that nobody trains cheaply from a state that they wrote', async () => {
    const once: Swap = ['const stepsOfSegment = 200', "const stepsOfSegment = SEGMENT === '1' ? 20 : 200"]
    for (blockSeed of ['1', '2', '3', '4']) {
      const { state } = await runTraining({ segments: 5, swaps: { [trainer]: once } })
      expect(reportOf(state).segments[0]).toEqual({ segment: 1, verdict: 'differs' })
      restart()
    }
  })

  it('fails if the score of the last state is below the least one, although all segments are equal', async () => {
    const { state } = await runTraining({ segments: 2, leastScore: 0.9999 })
    const report = reportOf(state)
    expect(report.segments.map(({ verdict }) => verdict)).toEqual(['equal', 'equal'])
    expect(report).toMatchObject({ leastScore: 0.9999, score: expect.closeTo(0.977, 2) })
    expect(state.tasks['train-check']).toMatchObject({
      phase: 'failed',
      reason: `the training on lease 1 is not good enough: the score of the last state is ${report.score}, and the least that passes is 0.9999`,
    })
  })

  it('takes no skipped segment for a close one, whatever the tolerance is', async () => {
    const copy = "{ writeFileSync(STATE_OUT, readFileSync(STATE_IN) + '\\n'); process.exit(0) }"
    const skip: Swap = ['const rate = 0.05', `if (SEGMENT === '2') ${copy}\nconst rate = 0.05`]
    const { state } = await runTraining({ segments: 2, swaps: { [trainer]: skip }, more: '    tolerance: 0.5\n', leastScore: 0 })
    expect(reportOf(state).segments).toEqual([
      { segment: 1, verdict: 'equal' },
      { segment: 2, verdict: 'unclear', difference: expect.any(Number) },
    ])
    expect(state.tasks['train-check']).toMatchObject({ phase: 'failed', reason: expect.stringContaining('cannot tell it from a skipped one') })
  })

  it('finds one other faked segment if it is drawn, and only then', async () => {
    const once: Swap = ['const stepsOfSegment = 200', "const stepsOfSegment = SEGMENT === '2' ? 20 : 200"]
    const found = new Set<string>()
    for (let seed = 0; found.size < 2 && seed < 12; seed++) {
      blockSeed = `${seed}`
      const { state } = await runTraining({ segments: 5, swaps: { [trainer]: once } })
      const report = reportOf(state)
      const isDrawn = report.segments.some(({ segment }) => segment === 2)
      expect(state.tasks['train-check']?.phase).toBe(isDrawn ? 'failed' : 'done')
      found.add(isDrawn ? 'found' : 'not found')
      restart()
    }
    expect(found.size).toBe(2)
  })

  it.each([
    ['the state from which it began', 'writeFileSync(STATE_OUT, STATE_IN === "" ? "{}" : readFileSync(STATE_IN)); process.exit(0)'],
    [
      'any state that it finds on its disk',
      `const { readdirSync } = await import('node:fs')
       const at = join(process.env.HOME, 'stored'); let last = '{}'
       try { for (const name of readdirSync(at)) if (name === 'state-' + SEGMENT) last = readFileSync(join(at, name)) } catch {}
       writeFileSync(STATE_OUT, last); process.exit(0)`,
    ],
  ])('shows a difference if the checking machine gives back %s, so that nobody passes unchecked', async (_, lazy) => {
    const swap: Swap = ['const rate = 0.05', `if (process.argv[2] !== 'score') { ${lazy} }\nconst rate = 0.05`]
    const { state } = await runTraining({ segments: 2, swaps: { [checker]: swap } })
    expect(reportOf(state).segments.map(({ verdict }) => verdict)).toEqual(['differs', 'differs'])
    expect(state.tasks['train-check']).toMatchObject({ phase: 'failed' })
  })

  it('takes another state within the tolerance of the score, and none above it', async () => {
    const noise: Swap = ['return [a, b, c]', 'return [a + 1e-7, b, c]']
    const within = await runTraining({ segments: 2, swaps: { [trainer]: noise }, more: '    tolerance: 0.001\n' })
    expect(reportOf(within.state).segments).toEqual([
      { segment: 1, verdict: 'close', difference: expect.any(Number) },
      { segment: 2, verdict: 'close', difference: expect.any(Number) },
    ])
    expect(within.state.tasks['train-check']?.phase).toBe('done')
    restart()
    const lazy: Swap = ['const stepsOfSegment = 200', 'const stepsOfSegment = 2']
    const above = await runTraining({ segments: 2, swaps: { [trainer]: lazy }, more: '    tolerance: 0.001\n' })
    expect(reportOf(above.state).segments.map(({ verdict }) => verdict)).toEqual(['differs', 'differs'])
    expect(above.state.tasks['train-check']?.phase).toBe('failed')
  })

  it('keeps its draw when the check is repeated, and runs the same segments again on a machine of a third provider', async () => {
    const { state, journal, work, effects } = await runTraining({
      segments: 4,
      swaps: { [checker]: ['const stepsOfSegment = 200', 'const stepsOfSegment = 9'] },
    })
    const first = reportOf(state)
    expect(state.tasks['train-check']?.phase).toBe('failed')
    await note(journal, { kind: 'retried', task: 'train-check' })
    const again = await runJob({ ...effects, pool: { ...effects.pool, head: async () => 900 } }, { work, signal: goesOn })
    expect(heldOf(again, 'train-check').draw?.block).toBe(4)
    expect(reportOf(again).segments.map(({ segment }) => segment)).toEqual(first.segments.map(({ segment }) => segment))
    expect([reportOf(again).checkedOn, leases.machines.get('3')?.node]).toEqual([['3'], `0x${'c'.repeat(64)}`])
    expect(again.tasks['train-check']?.phase).toBe('done')
  })

  it('is never trained by a provider that got its hidden files from a check', async () => {
    const { journal, work, effects } = await runTraining({
      segments: 2,
      swaps: { [checker]: ['const stepsOfSegment = 200', 'const stepsOfSegment = 9'] },
    })
    await note(journal, { kind: 'retried', task: 'train' })
    const asked: (readonly string[] | undefined)[] = []
    const { market: rented } = leases
    const find: typeof rented.find = (search) => {
      asked.push(search.notProvidersOf)
      return rented.find(search)
    }
    const again = await runJob({ ...effects, leases: { ...(effects.leases ?? rented), find } }, { work, signal: goesOn })
    expect(asked).toEqual([['2'], ['3', '2']])
    expect(again.tasks['train-check']?.phase).toBe('done')
    expect(leases.machines.get('4')?.node).toBe(`0x${'c'.repeat(64)}`)
  })

  it('continues its training and its check on other machines when machines are lost', async () => {
    const slow: Swap = ["SEGMENT_MS = '0'", "SEGMENT_MS = '400'"]
    const swaps = Object.fromEntries(['a', 'b', 'c'].map((digit) => [digit.repeat(64), slow]))
    const running = runTraining({ segments: 3, swaps })
    await expect.poll(() => existsSync(join(leases.machines.get('1')?.home ?? '', 'states', 'state-1.done')), { timeout: 10_000 }).toBe(true)
    leases.lose('1')
    const { state } = await running
    expect([state.tasks.train?.phase, state.tasks['train-check']?.phase]).toEqual(['done', 'done'])
    expect(reportOf(state)).toMatchObject({ trainedOn: ['1', '2'], checkedOn: ['3'] })
  })

  it('is checked on the computer of its owner, which finds a faked segment that was not drawn', async () => {
    const once: Swap = ['const stepsOfSegment = 200', "const stepsOfSegment = SEGMENT === '2' ? 20 : 200"]
    blockSeed = '4'
    const { state, work, effects } = await runTraining({ segments: 5, swaps: { [trainer]: once } })
    const environment = { PATH: process.env['PATH'] ?? '' }
    const here = (segments: readonly number[]) => checkHere(effects, { work, state, task: 'train-check', segments, environment, signal: goesOn })
    const report = await here([2, 3])
    expect(reportOf(state).segments.map(({ segment }) => segment)).not.toContain(2)
    expect(report.segments).toEqual([
      { segment: 2, verdict: 'differs' },
      { segment: 3, verdict: 'equal' },
    ])
    expect(report).toMatchObject({ trainedOn: ['1'], checkedOn: [] })
    expect(report.score).toBeGreaterThan(0)
    await expect(checkHere(effects, { work, state, task: 'train', segments: [1], environment, signal: goesOn })).rejects.toThrow('is not the check')
  })

  it('survives the journal of the market, and fails without its hidden file before anything is rented', async () => {
    const { state } = await runTraining({ segments: 2, journal: wireJournal() })
    expect(state.tasks['train-check']?.phase).toBe('done')
    restart()
    const { state: without } = await runTraining({ segments: 2, hidden: './missing.json' })
    expect(without.tasks.train).toMatchObject({ phase: 'failed', reason: expect.stringContaining('missing.json') })
    expect(leases.machines.size).toBe(0)
  })
})

type Training = {
  readonly segments: number
  readonly swaps?: Readonly<Record<string, Swap>>
  readonly more?: string
  readonly hidden?: string
  readonly leastScore?: number
  readonly journal?: ReturnType<typeof memoryJournal>
}

async function runTraining({
  segments,
  swaps = {},
  more = '',
  leastScore = 0.5,
  hidden = './hidden-points.json',
  journal = memoryJournal(),
}: Training) {
  const text = readFileSync(join(examples, 'train-checked.yaml'), 'utf8')
    .replace('segments: 8', `segments: ${segments}`)
    .replace('./hidden-points.json', hidden)
    .replace('least_score: 0.9', `least_score: ${leastScore}`)
  const work = workOf(`${text}${more}`)
  for (const event of [{ kind: 'started' }, { kind: 'approved' }] as const) await note(journal, event)
  const effects = effectsOf(journal, swaps)
  const state = await runJob(effects, { work, signal: goesOn })
  return { state, journal, work, effects, events: journal.events }
}

function workOf(text: string): JobWork {
  const { tasks, maxCost, deadlineSeconds, priority } = readJobFile(text)
  const here = <Source extends { kind: string }>(source: Source) =>
    'path' in source ? { ...source, path: join(examples, String(source.path)) } : source
  const all = (files: Readonly<Record<string, { kind: string }>>) =>
    Object.fromEntries(Object.entries(files).map(([name, source]) => [name, here(source)]))
  const named = Object.entries(tasks).map(([name, task]) => {
    const { lease } = task
    const training = lease?.training?.role === 'check' ? { ...lease.training, hidden: all(lease.training.hidden) } : lease?.training
    return [name, { ...task, files: all(task.files), lease: { ...lease, training } }]
  })
  const parts = { id: hex32(`0x${'01'.repeat(32)}`), owner: address(`0x${'1'.repeat(40)}`) }
  return { ...parts, maxCost, deadlineSeconds, priority, tasks: Object.fromEntries(named) } as unknown as JobWork
}

/** Returns the effects of a job. A machine of `swaps` runs another program than the one that it gets. */
function effectsOf(journal: ReturnType<typeof memoryJournal>, swaps: Readonly<Record<string, Swap>>): JobEffects {
  const effects = market.effectsOf(journal)
  const open: MemoryLeases['market']['open'] = async (leaseId) => {
    const disk = await leases.market.open(leaseId)
    const swap = swaps[(leases.machines.get(leaseId)?.node ?? '').slice(2)]
    if (swap === undefined) return disk
    const changed = new TextEncoder().encode(program.replace(...swap))
    return { ...disk, write: async (path, bytes) => await disk.write(path, path === programPath ? changed : bytes) }
  }
  return { ...effects, leases: { ...leases.market, open }, pool: { ...effects.pool, hashOf: async (block) => blockHash(block) } }
}

function blockHash(block: number) {
  return keccak256Hex(new TextEncoder().encode(`block ${block} ${blockSeed}`))
}

function reportOf(state: JobState): CheckReport {
  const { check } = heldOf(state, 'train-check')
  if (check === null)
    throw new Error(`no check: ${JSON.stringify(state.tasks, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))}`)
  return check
}

function resultOf({ tasks }: JobState, name: string): string {
  const task = tasks[name]
  return task?.phase === 'done' ? new TextDecoder().decode(market.stored.get(task.result)) : ''
}

async function note(journal: ReturnType<typeof memoryJournal>, event: JobEvent): Promise<void> {
  while ((await journal.note((await journal.read()).last, event)) === null);
}

function restart(): void {
  leases.remove()
  leases = memoryLeases()
}
