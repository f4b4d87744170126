import type { Worker } from 'node:worker_threads'
import { isRefusal, type Refusal } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import type { ChainClock } from '../chain/createChainClock.ts'
import { JsonText } from '../http/jsonText.ts'
import type {
  FromMarketThread,
  MarketAnswer,
  MarketAnswers,
  MarketQuestion,
  MarketThreadData,
  MarketThreadState,
  TextQuestion,
  ToMarketThread,
} from './marketQuestion.ts'
import { openMarketThread } from './openMarketThread.ts'

/**
 * The market thread as the main thread uses it. The market thread is a worker thread that answers questions about the market, such as searches for machines,
 * from its own copy of the market's data.
 */
export type MarketThread = {
  /**
   * Sends a question to the thread, and starts the thread if necessary. Refuses with `api.not_ready` while the thread does not run or too many questions wait.
   * Never rejects.
   */
  ask<Question extends MarketQuestion>(question: Question): Promise<MarketAnswer<Question['kind']>>
  /** Like `ask`, but the thread also turns the answer into JSON, so that this thread only sends it. */
  askText<Question extends TextQuestion>(question: Question): Promise<JsonText<MarketAnswers[Question['kind']]> | Refusal>
  /** Must be called when data that pages show may have changed. The thread reads that data again before its next answer. */
  markChanged(): void
  /** Returns a counter that increases with every possible change of the data and with every restart of the thread. */
  changes(): number
  /** Returns true if the thread has read all its data and has reported that within the last 5 s. */
  isReady(): boolean
  /** Starts the thread now, so that it reads the market's changes even before the first question. */
  start(): void
  /** Stops the thread and does not restart it. */
  close(): Promise<void>
}

const restartAfterMs = 1_000
const lostAfterMs = 5_000
const stopsWithinMs = 3_000
/** The most questions that may wait for an answer. */
const mostAsked = 2_000
const silent = { state: { isReady: false }, atMs: Number.NEGATIVE_INFINITY }

type Options = MarketThreadData & {
  readonly clock: Pick<ChainClock, 'read'>
  readonly logger: Logger
  readonly open?: (data: MarketThreadData) => Worker
}

type Running = { readonly worker: Worker; readonly ended: Promise<void>; readonly asked: Map<number, (answer: unknown) => void> }

/**
 * Creates the connection of the main thread to the market thread. Tests replace the thread with `open`. A thread that ends unexpectedly is started again after
 * a second. Until then all questions are refused with `api.not_ready`, also those that were waiting for an answer, so that no answer comes from old data.
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
    }, restartAfterMs).unref()
  }

  function start(): void {
    if (running === null && restart === null && !isClosed) run()
  }

  function send(question: MarketQuestion, { asText }: { asText: boolean }): Promise<unknown> {
    start()
    if (running === null || isClosed) return Promise.resolve(notReady('the market thread is down'))
    const { asked, worker } = running
    if (asked.size >= mostAsked) return Promise.resolve(notReady('the market thread is far behind'))
    lastId += 1
    return new Promise((resolve) => {
      asked.set(lastId, resolve)
      worker.postMessage({ kind: 'ask', id: lastId, now: clock.read().now, question, asText } satisfies ToMarketThread)
    })
  }

  return {
    start,
    ...asking(send),
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

/** Returns the functions that ask a question by `send`, with the types of their answers. */
function asking(send: (question: MarketQuestion, options: { asText: boolean }) => Promise<unknown>): Pick<MarketThread, 'ask' | 'askText'> {
  return {
    async ask<Question extends MarketQuestion>(question: Question) {
      return (await send(question, { asText: false })) as MarketAnswer<Question['kind']>
    },
    async askText(question) {
      const answer = await send(question, { asText: true })
      return isRefusal(answer) ? answer : new JsonText(String(answer))
    },
  }
}

type Told = { readonly onState: (state: MarketThreadState) => void; readonly onEnd: (code: number) => void }

/** Handles the messages of a thread. When the thread ends, refuses its open questions. */
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
