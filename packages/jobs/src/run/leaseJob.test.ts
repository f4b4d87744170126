import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { address, type Hex32, hex32 } from '@infinitio/domain'
import { refusal } from '@infinitio/sdk'
import { fitsJob, heldOf, type JobEvent, restoreJob } from '@infinitio/tasks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { leasePrice, memoryJournal, memoryLeases, type MemoryLeases, memoryMarket, type MemoryMarket, wireJournal } from '../../test/index.ts'
import type { LeaseWish } from '@infinitio/sdk/job-file'
import { type JobEffects, type JobWork, orderNonces, runJob, specOf } from '../index.ts'
import { leasePaths } from './leaseScript.ts'

const goesOn = new AbortController().signal
const isLong = process.env.TEST_LONG === '1'
let market: MemoryMarket
let leases: MemoryLeases

beforeEach(() => {
  market = memoryMarket()
  leases = memoryLeases()
})
afterEach(() => {
  leases.remove()
  market.remove()
})

/** A program that adds a line for each step and continues after its last checkpoint. Step 3 waits until the file `more` is in the home folder. */
const counting = `n=0; for f in "$CHECKPOINT_DIR"/step-*.done; do [ -e "$f" ] && n=$(( n + 1 )); done
[ "$n" = 0 ] || last=$(ls "$CHECKPOINT_DIR" | grep -v done | sed 's/step-//' | sort -n | tail -1); n=\${last:-0}
while [ "$n" -lt 4 ]; do
  n=$(( n + 1 )); [ "$n" = 3 ] && until [ -e "$HOME/more" ]; do sleep 0.05; done
  { cat "$CHECKPOINT_DIR/step-$(( n - 1 ))" 2>/dev/null; echo "step $n"; } >"$CHECKPOINT_DIR/part" && mv "$CHECKPOINT_DIR/part" "$CHECKPOINT_DIR/step-$n"
  : >"$CHECKPOINT_DIR/step-$n.done"
done
cp "$CHECKPOINT_DIR/step-4" "$RESULT_PATH"`
const counted = 'step 1\nstep 2\nstep 3\nstep 4\n'

const journals = [
  ['a journal of this computer', memoryJournal],
  ['the journal at the market', wireJournal],
] as const

describe('a task on leases', () => {
  it('runs a command with its files on a rented machine, ends the lease and counts what it cost', async () => {
    const journal = await approvedJournal()
    const { tasks, spent } = await run(journal, job({ command: 'tr a-z A-Z <words >"$RESULT_PATH"' }))
    expect(tasks.train).toMatchObject({ phase: 'done', attempt: 1 })
    expect(resultOf(journal.events)).toBe('CHECKPOINTS MATTER')
    expect(spent).toBe(leasePrice)
    expect([...leases.machines.values()].map(({ state }) => state)).toEqual(['over'])
  })

  it('waits for its owner before an order is made', async () => {
    const { tasks, spent } = await run(memoryJournal(), job({}))
    expect(tasks.train).toMatchObject({ phase: 'ready', lease: { cost: { total: 100n } } })
    expect([leases.made.size, spent]).toEqual([0, 100n])
  })

  it.each(journals)('rents one machine and loses nothing when it is killed before and after every effect, with %s', async (_, openJournal) => {
    for (let at = 0; ; at += isLong ? 1 : 7) {
      const journal = openJournal()
      const work = job({ command: `echo one >"$CHECKPOINT_DIR/a"; : >"$CHECKPOINT_DIR/a.done"; cp words "$RESULT_PATH"` })
      let count = 0
      const strike = () => count++ >= at
      for (const die of [strike, () => false]) {
        const effects = withDeaths(effectsOf(journal), die)
        const first = await runJob(effects, { work, signal: goesOn }).catch((error: unknown) => error)
        if (first instanceof Error) {
          expect(first.message).toBe('killed')
          continue
        }
        if (!journal.events.some(({ kind }) => kind === 'approved')) await note(journal, { kind: 'approved' })
        await runJob(effects, { work, signal: goesOn }).catch((error: Error) => expect(error.message).toBe('killed'))
      }
      const kinds = journal.events.map(({ kind }) => kind)
      expect(kinds, `killed at effect ${at}`).toEqual([
        'started',
        'leasePlanned',
        'approved',
        'ordered',
        'leased',
        'checkpointed',
        'finished',
        'leaseEnded',
      ])
      expect(leases.machines.size, `killed at effect ${at}`).toBe(1)
      expect(resultOf(journal.events)).toBe('checkpoints matter')
      if (count <= at) break
      leases.remove()
      leases = memoryLeases()
    }
  })

  it('is run by two programs at once on one machine', async () => {
    const journal = await approvedJournal()
    const work = job({ command: 'cp words "$RESULT_PATH"' })
    const [one, other] = await Promise.all([run(journal, work), run(journal, work)])
    expect(one.tasks).toEqual(other.tasks)
    expect(one.tasks.train).toMatchObject({ phase: 'done' })
    expect(leases.machines.size).toBe(1)
    expect(one.spent).toBe(leasePrice)
  })

  it.each(journals)('continues from its last checkpoint on the next machine when its machine is lost, with %s', async (_, openJournal) => {
    const journal = await approvedJournal(openJournal())
    const running = run(journal, job({ command: counting }))
    await expect.poll(() => lastCheckpoint(journal.events)).toBe('step-2')
    leases.lose('1')
    await expect.poll(() => leases.machines.get('2')?.state).toBe('usable')
    letGoOn('2')
    const { tasks, spent } = await running
    expect(tasks.train).toMatchObject({ phase: 'done', attempt: 1 })
    expect(resultOf(journal.events)).toBe(counted)
    expect(spent).toBe(2n * leasePrice)
    const [first, second] = [...leases.machines.values()].map(({ node }) => node)
    expect(first).not.toBe(second)
  })

  it('takes no checkpoint of an older lease', async () => {
    const journal = await approvedJournal()
    const running = run(journal, job({ command: counting }))
    await expect.poll(() => lastCheckpoint(journal.events)).toBe('step-2')
    leases.lose('1')
    await expect.poll(() => journal.events.at(-1)?.kind === 'leased' && leases.machines.size).toBe(2)
    const { state } = restoreJob(specOf(job({})), journal.events)
    const late = { kind: 'checkpointed', task: 'train', epoch: 0, name: 'step-9', manifest: hex32(`0x${'9'.repeat(64)}`) } as const
    expect([fitsJob(state, late), fitsJob(state, { ...late, epoch: 1 })]).toEqual([false, true])
    letGoOn('2')
    await running
  })

  it('goes back to the checkpoint before if the newest cannot be read whole', async () => {
    const journal = await approvedJournal()
    const running = run(journal, job({ command: counting }))
    await expect.poll(() => lastCheckpoint(journal.events)).toBe('step-2')
    const { state } = restoreJob(specOf(job({})), journal.events)
    const [newest] = heldOf(state, 'train').checkpoints
    const { files } = JSON.parse(new TextDecoder().decode(market.stored.get(newest?.manifest as Hex32))) as { files: { sha256: Hex32 }[] }
    for (const { sha256 } of files) (market.stored as Map<Hex32, Uint8Array>).delete(sha256)
    leases.lose('1')
    await expect.poll(() => leases.machines.get('2')?.state).toBe('usable')
    letGoOn('2')
    await running
    expect(resultOf(journal.events)).toBe(counted)
  })

  it('starts the command again only after an exit code of retry_on, from the last checkpoint', async () => {
    const failing = `[ -e "$CHECKPOINT_DIR/a" ] && { cp "$CHECKPOINT_DIR/a" "$RESULT_PATH"; exit 0; }; echo kept >"$CHECKPOINT_DIR/a"; : >"$CHECKPOINT_DIR/a.done"; echo out of memory; exit 75`
    const journal = await approvedJournal()
    const again = await run(journal, job({ command: failing, retryOn: [75] }))
    expect(again.tasks.train).toMatchObject({ phase: 'done', attempt: 2 })
    expect(resultOf(journal.events)).toBe('kept\n')
    expect(again.spent).toBe(2n * leasePrice)
    const once = await run(await approvedJournal(), job({ command: failing, retryOn: [1] }))
    expect(once.tasks.train).toEqual({ phase: 'failed', attempt: 1, reason: 'the command ended with the code 75: out of memory' })
    expect(once.spent).toBe(leasePrice)
  })

  it('fails without its result, and ends the lease', async () => {
    const { tasks } = await run(await approvedJournal(), job({ command: 'true' }))
    expect(tasks.train).toMatchObject({ phase: 'failed', reason: 'the command ended without model' })
    expect(leases.machines.get('1')?.state).toBe('over')
  })

  it('begins no lease that its money does not pay for', async () => {
    const journal = await approvedJournal()
    const effects = effectsOf(journal)
    const poor: JobEffects = {
      ...effects,
      leases: { ...leases.market, price: async (wish) => ({ ...(await leases.market.price(wish)), cost: { time: 1n, fees: 0n, total: 1n } }) },
    }
    const { tasks, spent } = await runJob(poor, { work: job({}), signal: goesOn })
    expect(tasks.train).toMatchObject({ phase: 'failed', reason: 'no money is left' })
    expect([leases.machines.size, spent]).toEqual([0, 0n])
  })

  it('takes another machine after a refusal, and stops if only its owner can help', async () => {
    const refused: string[] = []
    const { place } = leases.market
    const once: MemoryLeases['market']['place'] = async (order, how) => {
      if (refused.push(order.bid.node) === 1) return { kind: 'refused', reason: 'order.node_taken' }
      return await place(order, how)
    }
    const journal = await approvedJournal()
    const { tasks } = await runJob({ ...effectsOf(journal), leases: { ...leases.market, place: once } }, { work: job({}), signal: goesOn })
    expect(tasks.train).toMatchObject({ phase: 'done' })
    expect(new Set(refused).size).toBe(2)
    const waits = async () => ({ kind: 'waits', reason: 'too little money' }) as const
    const waiting = await approvedJournal()
    const stopped = await runJob({ ...effectsOf(waiting), leases: { ...leases.market, place: waits } }, { work: job({}), signal: goesOn })
    expect(stopped.tasks.train).toEqual({ phase: 'failed', attempt: 1, reason: 'too little money' })
    expect(stopped.spent).toBe(0n)
  })

  it.each(journals)('orders the same machine again if another program of the account used its nonce first, with %s', async (_, openJournal) => {
    const ordered: string[] = []
    const place: MemoryLeases['market']['place'] = async (order, how) => {
      if (ordered.push(order.bid.node) === 1) return { kind: 'refused', reason: 'order.nonce_used', canRepeat: true }
      return await leases.market.place(order, how)
    }
    const journal = await approvedJournal(openJournal())
    const { tasks, spent } = await runJob({ ...effectsOf(journal), leases: { ...leases.market, place } }, { work: job({}), signal: goesOn })
    expect(tasks.train).toMatchObject({ phase: 'done' })
    expect([ordered.length, new Set(ordered).size, leases.machines.size, spent]).toEqual([2, 1, 1, leasePrice])
  })

  it('ends the lease of a cancelled job, also if its order was on the way', async () => {
    const journal = await approvedJournal()
    const running = run(journal, job({ command: 'sleep 60' }))
    await expect.poll(() => journal.events.at(-1)?.kind).toBe('leased')
    await note(journal, { kind: 'cancelled' })
    expect((await running).tasks.train).toEqual({ phase: 'cancelled', plan: null })
    expect(leases.machines.get('1')?.state).toBe('over')
    const other = await approvedJournal()
    const { place } = leases.market
    const slow: MemoryLeases['market']['place'] = async (order, how) => {
      await note(other, { kind: 'cancelled' })
      return await place(order, how)
    }
    const state = await runJob({ ...effectsOf(other), leases: { ...leases.market, place: slow } }, { work: job({}), signal: goesOn })
    expect(state.tasks.train).toEqual({ phase: 'cancelled', plan: null })
    expect([...leases.machines.values()].map((machine) => machine.state)).toEqual(['over', 'over'])
    expect(state.spent).toBe(leasePrice)
  })

  it('pays no higher price than its priority pays now, and looks again until its time is over', async () => {
    const reference = 10n
    const searched: bigint[] = []
    const find: MemoryLeases['market']['find'] = async (search) => {
      searched.push(search.mostFor?.(reference) ?? -1n)
      return searched.length < 3 ? { kind: 'none', reason: 'machines cost more now' } : await leases.market.find(search)
    }
    // The limit of the job is 30, its command may run for 100 s, and it has 215 s to find a machine. After the third search, 205 s are left.
    const work = { ...job({ maxPricePerGpuHour: 30n, seconds: 100 }), deadlineSeconds: 215 }
    const effects = { ...effectsOf(await approvedJournal()), leases: { ...leases.market, find } }
    expect((await runJob(effects, { work, signal: goesOn })).tasks.train).toMatchObject({ phase: 'done' })
    expect(searched).toEqual([10n, 10n, 10n])
    searched.splice(0)
    const never: typeof find = async (search) => {
      searched.push(search.mostFor?.(reference) ?? -1n)
      return { kind: 'none', reason: 'machines cost more now' }
    }
    const late = { ...effectsOf(await approvedJournal()), leases: { ...leases.market, find: never } }
    expect((await runJob(late, { work, signal: goesOn })).tasks.train).toMatchObject({ phase: 'failed', reason: 'machines cost more now' })
    expect([searched.at(0), searched.at(-1)]).toEqual([10n, 30n])
    const cheap = { ...work, priority: 'economy' } as const
    searched.splice(0)
    const patient = { ...effectsOf(await approvedJournal()), leases: { ...leases.market, find: never } }
    expect((await runJob(patient, { work: cheap, signal: goesOn })).tasks.train).toMatchObject({ phase: 'failed' })
    expect(new Set(searched)).toEqual(new Set([5n]))
    // A program that was killed after 210 s has 5 s left.
    searched.splice(0)
    const again = { ...effectsOf(await approvedJournal()), leases: { ...leases.market, find: never }, waitedMs: () => 210_000 }
    await runJob(again, { work, signal: goesOn })
    expect(searched).toEqual([30n, 30n])
  })

  it('ends its lease if a file of the task is no longer stored', async () => {
    const journal = await approvedJournal()
    const effects = effectsOf(journal)
    let isGone = false
    const store = {
      ...effects.store,
      fetch: async (sha256: Hex32) => (isGone ? Promise.reject(new Error('nobody stores it')) : effects.store.fetch(sha256)),
    }
    const place: MemoryLeases['market']['place'] = async (order, how) => {
      isGone = true
      return await leases.market.place(order, how)
    }
    const { tasks } = await runJob({ ...effects, store, leases: { ...leases.market, place } }, { work: { ...job({}) }, signal: goesOn })
    expect(tasks.train).toMatchObject({ phase: 'failed', attempt: 2, reason: 'nobody stores it' })
    expect([...leases.machines.values()].map(({ state }) => state)).toEqual(['over', 'over'])
  })

  it('reads the files of its task only before its command begins', async () => {
    const journal = await approvedJournal()
    const effects = effectsOf(journal)
    const store = { ...effects.store, fetch: async () => Promise.reject(new Error('nobody stores it')) }
    const stop = new AbortController()
    const work = job({ command: 'until [ -e "$HOME/more" ]; do sleep 0.05; done; cp words "$RESULT_PATH"' })
    const first = runJob(effects, { work, signal: stop.signal }).catch(() => 'stopped')
    await expect.poll(() => leases.machines.size === 1 && existsSync(join(leases.machines.get('1')?.home ?? '', leasePaths.go))).toBe(true)
    stop.abort(new Error('stopped'))
    expect(await first).toBe('stopped')
    const again = runJob({ ...effects, store }, { work, signal: goesOn })
    letGoOn('1')
    expect((await again).tasks.train).toMatchObject({ phase: 'done', attempt: 1 })
  })

  it('keeps its lease when this computer cannot store a checkpoint, and says so once', async () => {
    const told: string[] = []
    let puts = 0
    const effects = effectsOf(await approvedJournal())
    const put = async () => {
      puts++
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
    }
    const full: JobEffects = { ...effects, store: { ...effects.store, put }, onProgress: (text) => told.push(text) }
    const work = job({ command: `: >"$CHECKPOINT_DIR/a"; : >"$CHECKPOINT_DIR/a.done"; sleep 0.5; cp words "$RESULT_PATH"` })
    const { tasks, spent } = await runJob(full, { work, signal: goesOn })
    expect(tasks.train).toMatchObject({ phase: 'done', attempt: 1 })
    expect([leases.machines.size, spent, puts > 0]).toEqual([1, leasePrice, true])
    expect(told.filter((text) => text.includes('ENOSPC'))).toHaveLength(1)
  })

  it('copies no checkpoint whose name has invisible characters', async () => {
    const journal = await approvedJournal()
    const name = 'a\u202egpj'
    await run(journal, job({ command: `: >"$CHECKPOINT_DIR/${name}"; : >"$CHECKPOINT_DIR/${name}.done"; cp words "$RESULT_PATH"` }))
    expect(existsSync(join(leases.machines.get('1')?.home ?? '', 'checkpoints', `${name}.done`))).toBe(true)
    expect(resultOf(journal.events)).toBe('checkpoints matter')
    expect(lastCheckpoint(journal.events)).toBeUndefined()
  })

  it('fails if the journal takes no further order, instead of trying it for ever', async () => {
    const journal = await approvedJournal()
    const note: typeof journal.note = async (after, event) => {
      if (event.kind === 'ordered') throw refusal('task.job_step_refused', { detail: 'a job has at most 2000 events' })
      return await journal.note(after, event)
    }
    const effects = effectsOf(journal)
    const { tasks, spent } = await runJob({ ...effects, journal: { ...journal, note } }, { work: job({}), signal: goesOn })
    expect(tasks.train).toMatchObject({ phase: 'failed', reason: expect.stringContaining('2000 events') })
    expect([leases.machines.size, spent]).toEqual([0, 0n])
  })

  it('pays the approved price after a lost machine only if it has a checkpoint to continue from', async () => {
    const most = async (command: string) => {
      const searched: bigint[] = []
      const find: MemoryLeases['market']['find'] = async (search) => {
        searched.push(search.mostFor?.(10n) ?? -1n)
        return await leases.market.find(search)
      }
      const journal = await approvedJournal()
      const work = { ...job({ command, maxPricePerGpuHour: 30n, seconds: 100 }), deadlineSeconds: 100_000 }
      const before = leases.machines.size
      const running = runJob({ ...effectsOf(journal), leases: { ...leases.market, find } }, { work, signal: goesOn })
      await expect.poll(() => journal.events.at(-1)?.kind).toBe(command.includes('.done') ? 'checkpointed' : 'leased')
      leases.lose(`${before + 1}`)
      await expect.poll(() => leases.machines.get(`${before + 2}`)?.state).toBe('usable')
      letGoOn(`${before + 2}`)
      await running
      return searched
    }
    const waits = 'until [ -e "$HOME/more" ]; do sleep 0.05; done; cp words "$RESULT_PATH"'
    expect(await most(waits)).toEqual([10n, 10n])
    expect(await most(`: >"$CHECKPOINT_DIR/a"; : >"$CHECKPOINT_DIR/a.done"; ${waits}`)).toEqual([10n, 30n])
  })

  it('rents nothing by a program without an account that rents', async () => {
    const { tasks } = await runJob(market.effectsOf(await approvedJournal()), { work: job({}), signal: goesOn })
    expect(tasks.train).toMatchObject({ phase: 'failed', reason: expect.stringContaining('rents no machines') })
  })
})

it('gives orders that are made at the same time different nonces', () => {
  const nonces = orderNonces()
  // The market knows no order of this program yet, or another program of the account made one.
  expect([nonces(0n), nonces(0n), nonces(0n), nonces(7n), nonces(3n)]).toEqual([0n, 1n, 2n, 7n, 8n])
})

function job(wish: Partial<LeaseWish>): JobWork {
  const lease: LeaseWish = {
    ...{ command: 'cp words "$RESULT_PATH"', image: null, gpuClass: null, gpus: 1, maxPricePerGpuHour: 1n, withSimulated: false, seconds: 3_600 },
    ...{ environment: {}, secrets: [], checkpoint: 'checkpoints', results: 'model', retryOn: [], ...wish },
  }
  const words = market.put(new TextEncoder().encode('checkpoints matter'))
  const train = { adapter: 'container@1', needs: [], retries: 1, files: { words: { kind: 'hash', sha256: words } as const }, fields: {}, lease }
  return {
    id: hex32(`0x${'01'.repeat(32)}`),
    owner: address(`0x${'1'.repeat(40)}`),
    maxCost: 1_000n,
    priority: 'normal',
    deadlineSeconds: 3_600,
    tasks: { train },
  }
}

function effectsOf(journal: ReturnType<typeof memoryJournal>): JobEffects {
  return { ...market.effectsOf(journal), leases: leases.market }
}

function run(journal: ReturnType<typeof memoryJournal>, work: JobWork) {
  return runJob(effectsOf(journal), { work, signal: goesOn })
}

async function note(journal: ReturnType<typeof memoryJournal>, event: JobEvent): Promise<void> {
  while ((await journal.note((await journal.read()).last, event)) === null);
}

async function approvedJournal(journal = memoryJournal()) {
  await note(journal, { kind: 'started' })
  await note(journal, { kind: 'approved' })
  return journal
}

function lastCheckpoint(events: readonly JobEvent[]): string | undefined {
  return events.flatMap((event) => (event.kind === 'checkpointed' ? [event.name] : [])).at(-1)
}

function resultOf(events: readonly JobEvent[]): string {
  const outcome = events.flatMap((event) => (event.kind === 'finished' ? [event.outcome] : [])).at(-1)
  return outcome?.kind === 'done' ? new TextDecoder().decode(market.stored.get(outcome.result)) : ''
}

function letGoOn(leaseId: string): void {
  writeFileSync(join(leases.machines.get(leaseId)?.home ?? '', 'more'), '')
}

/**
 * Calls `strike` before and after each effect. If it returns true, the program dies there: before the effect happens, or after it happened but before the
 * program gets its result.
 */
function withDeaths(effects: JobEffects, strike: () => boolean): JobEffects {
  const mortal = <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) => {
    return async (...args: Args): Promise<Result> => {
      if (strike()) throw new Error('killed')
      const result = await call(...args)
      if (strike()) throw new Error('killed')
      return result
    }
  }
  const { journal, store } = effects
  const { market: own } = leases
  return {
    ...effects,
    journal: { ...journal, note: mortal(journal.note) },
    store: { ...store, put: mortal(store.put), keep: mortal(store.keep) },
    leases: { ...own, find: mortal(own.find), place: mortal(own.place), end: mortal(own.end) },
  }
}
