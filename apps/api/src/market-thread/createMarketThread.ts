import type { Worker } from 'node:worker_threads'
import type { Refusal } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import type { ChainClock } from '../chain/createChainClock.ts'
import type { FromMarketThread, MarketAnswer, MarketQuestion, MarketThreadData, MarketThreadState, ToMarketThread } from './marketQuestion.ts'
import { openMarketThread } from './openMarketThread.ts'

/** The thread that follows the market, as the main thread sees it. */
export type MarketThread = {
  /** Asks it, and starts it when it was not started yet. Refuses with `api.not_ready` while it does not run. Never rejects. */
  ask<Question extends MarketQuestion>(question: Question): Promise<MarketAnswer<Question['kind']>>
  /** Something shown may have changed: it is read again before the next answer. */
  markChanged(): void
  /** Counts how often something may have changed, or the thread was started again. */
  changes(): number
  /** Whether it runs, said so in the last 5 s, and has read all it answers from. */
  isReady(): boolean
  /** Starts it, so that it follows the market while nobody asks. */
  start(): void
  /** Ends it for good. */
  close(): Promise<void>
}

const restartAfterMs = 1_000
const lostAfterMs = 5_000
const stopsWithinMs = 3_000
/** A thread that is so far behind answers nobody in time. */
const mostAsked = 2_000
const silent = { state: { isReady: false }, atMs: Number.NEGATIVE_INFINITY }

type Options = MarketThreadData & {
  readonly clock: Pick<ChainClock, 'read'>
  readonly logger: Logger
  readonly open?: (data: MarketThreadData) => Worker
}

type Running = { readonly worker: Worker; readonly ended: Promise<void>; readonly asked: Map<number, (answer: unknown) => void> }

/**
 * Makes it; `open` starts another thread than the product's. A thread that ends by itself is started again after a second; what was asked of it and what is asked meanwhile is refused with
 * `api.not_ready`: nothing is answered from what it knew.
 */
export function createMarketThread({ databaseUrl, clock, logger, open = openMarketThread }: Options): MarketThread {
  let running: Running | null = null
  let restart: NodeJS.Timeout | null = null
  let isClosed = false
  let lastId = 0
  let changes = 0
  let told: { state: MarketThreadState; atMs: number } = silent

  function run(): void {
    const worker = open({ databaseUrl })
    const started = listenTo(worker, {
      onState(state) {
        told = { state, atMs: performance.now() }
      },
      onEnd(code) {
        running = null
        changes += 1
        told = silent
        if (!isClosed) restartLater(code)
      },
    })
    worker.on('error', (error) => logger.error({ err: error }, 'the market thread failed'))
    running = started
  }

  function restartLater(code: number): void {
    logger.error({ code }, 'the market thread ended: it is started again')
    restart = setTimeout(() => {
      restart = null
      run()
    }, restartAfterMs)
    restart.unref()
  }

  function start(): void {
    if (running === null && restart === null && !isClosed) run()
  }

  return {
    start,
    ask(question) {
      start()
      if (running === null || isClosed) return Promise.resolve(notReady('the market thread is down'))
      const { asked, worker } = running
      if (asked.size >= mostAsked) return Promise.resolve(notReady('the market thread is far behind'))
      lastId += 1
      const id = lastId
      return new Promise((resolve) => {
        asked.set(id, resolve as (answer: unknown) => void)
        worker.postMessage({ kind: 'ask', id, now: clock.read().now, question } satisfies ToMarketThread)
      })
    },
    markChanged() {
      changes += 1
      running?.worker.postMessage({ kind: 'changed' } satisfies ToMarketThread)
    },
    changes: () => changes,
    isReady: () => told.state.isReady && performance.now() - told.atMs < lostAfterMs,
    async close() {
      isClosed = true
      if (restart !== null) clearTimeout(restart)
      if (running === null) return
      const { worker, ended } = running
      worker.postMessage({ kind: 'stop' } satisfies ToMarketThread)
      const late = setTimeout(() => void worker.terminate(), stopsWithinMs)
      await ended
      clearTimeout(late)
    },
  }
}

type Told = { readonly onState: (state: MarketThreadState) => void; readonly onEnd: (code: number) => void }

/** What was asked of a thread that ends is refused. */
function listenTo(worker: Worker, { onState, onEnd }: Told): Running {
  const asked: Running['asked'] = new Map()
  worker.on('message', (message: FromMarketThread) => {
    switch (message.kind) {
      case 'answer':
        asked.get(message.id)?.(message.answer)
        asked.delete(message.id)
        return
      case 'state':
        onState(message.state)
    }
  })
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', (code) => {
      onEnd(code)
      for (const answer of asked.values()) answer(notReady('the market thread ended'))
      resolve()
    })
  })
  return { worker, ended, asked }
}

function notReady(detail: string): Refusal {
  return { rejected: 'api.not_ready', detail }
}
