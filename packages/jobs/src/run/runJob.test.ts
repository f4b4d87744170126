import { piModule } from '@infinitio/adapter-algorithm'
import { address, hex32 } from '@infinitio/domain'
import { InfinitioError, refusal } from '@infinitio/sdk'
import type { JobCost, JobEvent, JobState } from '@infinitio/tasks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryJournal, memoryMarket, type MemoryMarket } from '../../test/index.ts'
import type { JobFileTask } from '@infinitio/sdk/job-file'
import { type JobEffects, type JobJournal, type JobWork, runJob } from '../index.ts'

const isLong = process.env.TEST_LONG === '1'

const owner = address(`0x${'1'.repeat(40)}`)
const goesOn = new AbortController().signal
let market: MemoryMarket

beforeEach(() => {
  market = memoryMarket()
})
afterEach(() => market.remove())

describe('a job', () => {
  it('waits for its owner before anything is sent, and then runs each task after those that it needs', async () => {
    const journal = memoryJournal()
    const work = job({ pi: {}, again: { needs: ['pi'], files: { module: module(), input: { kind: 'result', task: 'pi' } } } })
    const waiting = await run(journal, work)
    expect(waiting.tasks).toMatchObject({ pi: { phase: 'ready' }, again: { phase: 'waiting' } })
    expect(market.paid.size).toBe(0)
    await note(journal, { kind: 'approved' })
    const { tasks } = await run(journal, work)
    expect(tasks).toMatchObject({ pi: { phase: 'done' }, again: { phase: 'done' } })
    expect([...market.paid.values()]).toEqual([1, 1])
    const text = tasks.pi?.phase === 'done' ? new TextDecoder().decode(market.stored.get(tasks.pi.file.sha256)) : ''
    expect(Math.abs(Number(text) - Math.PI)).toBeLessThan(0.1)
  })

  it('fetches large files outside of the turns of other jobs, and keeps them until their step is over', async () => {
    const journal = memoryJournal()
    const effects = market.effectsOf(journal)
    const sha256 = market.put(piModule)
    const [steps, held]: [string[], string[]] = [[], []]
    let isFar = true
    const store: JobEffects['store'] = {
      ...effects.store,
      isFar: async () => isFar,
      hold(files) {
        held.push(...files)
        return () => void held.splice(0, files.length)
      },
      async fetch(name) {
        if (name === sha256) steps.push(`fetch ${held.includes(name)}`)
        if (name === sha256) isFar = false
        return await effects.store.fetch(name)
      },
    }
    const turn =
      (name: string): JobEffects['inTurn'] =>
      async (work) => {
        steps.push(`${name} begins`)
        return await work().finally(() => steps.push(`${name} ends`))
      }
    const work = job({ pi: { files: { module: { kind: 'hash', sha256 } } } })
    await runJob({ ...effects, store, inTurn: turn('turn'), inLargeTurn: turn('large') }, { work, signal: goesOn })
    const look = ['turn begins', 'turn ends']
    expect(steps).toEqual([...look, 'large begins', 'fetch true', 'turn begins', 'fetch true', 'turn ends', 'large ends'])
    expect(held).toEqual([])
    steps.length = 0
    await runJob({ ...effects, journal: memoryJournal(), store, inTurn: turn('turn'), inLargeTurn: turn('large') }, { work, signal: goesOn })
    expect(steps).toEqual(['turn begins', 'fetch true', 'turn ends'])
  })

  it('pays each batch once and loses nothing when it is killed before and after every effect', async () => {
    // The test simulates a crash at each possible point, and runs the job twice for it. This is slow, so only the long test tries every point; other runs try
    // one in six.
    for (let at = 0; ; at += process.env.TEST_LONG === '1' ? 1 : 6) {
      const journal = memoryJournal()
      const work = job({ pi: {} })
      const killed = dying(at)
      for (const [life, die] of [killed, never].entries()) {
        const effects = withDeaths(market.effectsOf(journal), die)
        const first = await runJob(effects, { work, signal: goesOn }).catch((error: unknown) => error)
        if (first instanceof Error) {
          expect([life, first.message]).toEqual([0, 'killed'])
          continue
        }
        if (!journal.events.some(({ kind }) => kind === 'approved')) await note(journal, { kind: 'approved' })
        await runJob(effects, { work, signal: goesOn }).catch((error: Error) => expect(error.message).toBe('killed'))
      }
      const kinds = journal.events.map(({ kind }) => kind)
      expect(kinds, `killed at effect ${at}`).toEqual(['started', 'planned', 'approved', 'submitted', 'revealed', 'merged'])
      expect([...market.paid.values()], `killed at effect ${at}`).toEqual([1])
      if (!killed.isOver()) break
      market.remove()
      market = memoryMarket()
    }
  })

  it('buys only the tasks with a wrong result again, and joins them with those of the others', async () => {
    const right = await run(await approvedJournal(), job({ pi: { fields: fourTasks } }))
    market.remove()
    market = memoryMarket()
    const journal = await approvedJournal()
    // Of the first four workers, two cheat. Of the two that replace them, one cheats.
    market.isWrong = ({ batch, index }) => (batch === 0 ? index % 2 === 1 : batch === 1 && index === 0)
    const { tasks, spent } = await run(journal, job({ pi: { retries: 3, fields: fourTasks } }))
    expect(tasks.pi).toMatchObject({ phase: 'done', attempt: 3 })
    expect([...market.view.batches.values()].map(({ batch }) => batch.count)).toEqual([4, 2, 1])
    expect(new Set([...market.view.batches.values()].map(({ batch }) => batch.salt)).size).toBe(3)
    expect(journal.events.flatMap((event) => (event.kind === 'failed' ? [event.lost] : []))).toEqual([[1, 3], [1]])
    expect(resultOf(tasks)).toBe(resultOf(right.tasks))
    // Each new batch has only the tasks that still lack a result. So 4 + 2 + 1 = 7 tasks are paid instead of 12, with one base fee for each of the three
    // batches.
    const one = costOf(right)
    expect(spent).toBe((7n * (one.total - one.baseFee)) / 4n + 3n * one.baseFee)
  })

  it.skipIf(!isLong)('buys a result again that the store lost or changed, and only that one', async () => {
    const journal = await approvedJournal()
    const effects = market.effectsOf(journal)
    const gone = new Set([1, 2])
    const openResult: JobEffects['openResult'] = async (of) => {
      const [batch] = [...market.view.batches.values()]
      const index = [...(batch?.tasks.values() ?? [])].find(({ taskId }) => taskId === of.taskId)?.index
      if (index === 1 && gone.has(1)) throw refusal('task.result_unknown', { detail: 'gone' })
      return index === 2 ? new Uint8Array([1, 2, 3]) : await effects.openResult(of)
    }
    const { tasks } = await runJob({ ...effects, openResult }, { work: job({ pi: { retries: 1, fields: fourTasks } }), signal: goesOn })
    expect(tasks.pi).toMatchObject({ phase: 'done', attempt: 2 })
    expect([...market.view.batches.values()].map(({ batch }) => batch.count)).toEqual([4, 2])
  })

  it.skipIf(!isLong)('is run by two programs at once with each event noted once and each batch paid once', async () => {
    const journal = memoryJournal()
    const work = job({ pi: {}, other: { fields: { items: 2_000, seed: `0x${'02'.repeat(32)}` } } })
    const both = () => Promise.all([run(journal, work), run(journal, work)])
    await both()
    await note(journal, { kind: 'approved' })
    const [one, other] = await both()
    expect(one.tasks).toEqual(other.tasks)
    expect(one.tasks).toMatchObject({ pi: { phase: 'done' }, other: { phase: 'done' } })
    expect([...market.paid.values()]).toEqual([1, 1])
    expect(journal.events).toHaveLength(2 + 2 * 4)
  })

  it.skipIf(!isLong)('fails nothing while the chain or the market does not answer', async () => {
    const journal = await approvedJournal()
    const effects = market.effectsOf(journal)
    let failures = 12
    const away = <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) => {
      return async (...args: Args): Promise<Result> => {
        if (failures-- > 0 && failures % 2 === 0)
          throw new InfinitioError({ ...gone, sentence: 'away', detail: '', requestId: null, retryAfterSeconds: null })
        return await call(...args)
      }
    }
    const { reader } = effects.pool
    const shaky: JobEffects = {
      ...effects,
      journal: { ...journal, note: away(journal.note), read: away(journal.read), hasMore: away(journal.hasMore) },
      pool: { ...effects.pool, reader: { read: away(reader.read) }, quote: away(effects.pool.quote) },
      openResult: away(effects.openResult),
    }
    const { tasks } = await runJob(shaky, { work: job({ pi: {} }), signal: goesOn })
    expect(tasks).toMatchObject({ pi: { phase: 'done', attempt: 1 } })
    expect(failures).toBeLessThan(0)
    expect([...market.paid.values()]).toEqual([1])
  })

  it('ends a batch that was on its way when its owner cancelled the job, and does not try it again', async () => {
    const journal = await approvedJournal()
    market.working = false
    const effects = market.effectsOf(journal)
    const sender: JobEffects['sender'] = {
      ...effects.sender,
      async submit(_, plan) {
        await note(journal, { kind: 'cancelled' })
        market.submit(plan)
        return { kind: 'sent' }
      },
    }
    const { tasks } = await runJob({ ...effects, sender }, { work: job({ pi: {} }), signal: goesOn })
    expect(tasks).toMatchObject({ pi: { phase: 'cancelled' } })
    expect([...market.view.batches.values()].map(({ stopped }) => stopped)).toEqual([true])
  })

  it('ends what runs when its owner cancels the job, and does not pay for it again', async () => {
    const journal = await approvedJournal()
    market.working = false
    const effects = market.effectsOf(journal)
    const running = runJob(effects, { work: job({ pi: { retries: 3 } }), signal: goesOn })
    await expect.poll(() => journal.events.at(-1)?.kind).toBe('submitted')
    await note(journal, { kind: 'cancelled' })
    expect((await running).tasks).toMatchObject({ pi: { phase: 'failed', attempt: 1 } })
    expect(market.paid.size).toBe(1)
  })

  it('says why it waits for money, and fails when nobody pays in', async () => {
    const journal = await approvedJournal()
    const effects = market.effectsOf(journal)
    let asked = 0
    const submit: JobEffects['sender']['submit'] = async () => {
      asked++
      return { kind: 'waits', reason: 'too little money at the pool' }
    }
    const { tasks } = await runJob(
      { ...effects, patienceMs: 20_000, sender: { ...effects.sender, submit } },
      { work: job({ pi: {} }), signal: goesOn },
    )
    expect(tasks.pi).toEqual({ phase: 'failed', attempt: 1, reason: 'too little money at the pool' })
    expect(asked).toBe(5)
  })

  it.each<[string, Partial<JobFileTask>, string]>([
    ['a field that is missing', { fields: {} }, 'items'],
    ['a module that is none', { files: { module: { kind: 'path', path: import.meta.filename } } }, 'module'],
    ['a file that is not there', { files: { module: { kind: 'path', path: '/nowhere/pi.wasm' } } }, 'files: module: ENOENT'],
  ])('says which part of a task is wrong: %s', async (_, task, reason) => {
    const { tasks } = await run(memoryJournal(), job({ pi: task }))
    expect(tasks.pi).toMatchObject({ phase: 'failed', attempt: 1, reason: expect.stringContaining(reason) })
  })

  it('says that a hash is not in the store', async () => {
    const effects = market.effectsOf(memoryJournal())
    const fetch = async () => {
      throw refusal('artefact.unknown', { detail: 'no such file' })
    }
    const { tasks } = await runJob({ ...effects, store: { ...effects.store, fetch } }, { work: job({ pi: {} }), signal: goesOn })
    expect(tasks.pi).toMatchObject({ phase: 'failed', attempt: 1, reason: expect.stringContaining('no such file') })
  })
})

/** The size of a job's input for four tasks: 1,024 items, of which each is one chunk. */
const fourTasks = { items: 1_024 }

function resultOf({ pi }: JobState['tasks']): string {
  return pi?.phase === 'done' ? pi.result : ''
}

function costOf({ tasks: { pi } }: JobState): JobCost {
  if (pi?.phase !== 'done' || !('plan' in pi)) throw new Error('the task has a batch')
  return pi.plan.cost
}

const gone = { code: 'api.unreachable', status: 0 } as const

function module(): JobFileTask['files'][string] {
  return { kind: 'hash', sha256: market.put(piModule) }
}

function job(tasks: Readonly<Record<string, Partial<JobFileTask>>>): JobWork {
  const usual = (): JobFileTask => ({ adapter: 'algorithm@1', needs: [], retries: 0, files: { module: module() }, fields: { items: 1_000 } })
  return {
    ...{ id: hex32(`0x${'01'.repeat(32)}`), owner, maxCost: 10n ** 18n, deadlineSeconds: 3_600, priority: 'normal' },
    tasks: Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, { ...usual(), ...task }])),
  }
}

function run(journal: JobJournal, work: JobWork) {
  return runJob(market.effectsOf(journal), { work, signal: goesOn })
}

async function note(journal: JobJournal, event: JobEvent): Promise<void> {
  while ((await journal.note((await journal.read()).last, event)) === null);
}

async function approvedJournal() {
  const journal = memoryJournal()
  await note(journal, { kind: 'started' })
  await note(journal, { kind: 'approved' })
  return journal
}

type Deaths = { readonly strike: () => boolean; readonly isOver: () => boolean }
const never: Deaths = { strike: () => false, isOver: () => false }

/**
 * Lets the program die at the moment with number `at`; there is one moment before and one after each effect. All later effects of the same program fail, too.
 */
function dying(at: number): Deaths {
  let count = 0
  return { strike: () => count++ >= at, isOver: () => count > at }
}

/**
 * Calls `strike` before and after each effect. If it returns true, the program dies there: before the effect happens, or after it happened but before the
 * program gets its result.
 */
function withDeaths(effects: JobEffects, { strike }: Deaths): JobEffects {
  const mortal = <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) => {
    return async (...args: Args): Promise<Result> => {
      if (strike()) throw new Error('killed')
      const result = await call(...args)
      if (strike()) throw new Error('killed')
      return result
    }
  }
  const { journal, sender, store } = effects
  return {
    ...effects,
    journal: { ...journal, note: mortal(journal.note) },
    sender: { ...sender, submit: mortal(sender.submit) },
    store: { ...store, publish: mortal(store.publish), publishFile: mortal(store.publishFile), keep: mortal(store.keep) },
  }
}
