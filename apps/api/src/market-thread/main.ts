// The thread that holds the market's data in the web process. It replays the journal into its own order book, keeps the index of listings up to date, and
// answers questions of the main thread.
import { parentPort, workerData } from 'node:worker_threads'
import { openDb } from '@infinitio/db'
import { isRefusal } from '@infinitio/domain'
import { createLogger } from '@infinitio/process'
import { withNextCursor } from '../http/pageCursor.ts'
import { refusalFromThrown } from '../http/refusalFromThrown.ts'
import { answersFor } from '../market-data/answersFor.ts'
import { createMarketTail } from '../market-data/createMarketTail.ts'
import { answerQuestion } from './answerQuestion.ts'
import { createListingFeed, type ListingFeed } from './createListingFeed.ts'
import type { FromMarketThread, MarketThreadData, MarketThreadState, ToMarketThread } from './marketQuestion.ts'

const poolSize = 3
const tellEveryMs = 500

const { databaseUrl } = workerData as MarketThreadData
const logger = createLogger({ room: 'web' })
const db = openDb({ url: databaseUrl, max: poolSize, onError: (error) => logger.warn({ err: error }, 'a database connection was lost') })
const tail = createMarketTail({ db, logger, onPlayed: (...row) => feed.note(...row) })
const feed: ListingFeed = createListingFeed({ db, tail, logger })
const answers = answersFor({ oldAfterMs: 1_000 })
const stopTail = tail.start()
const stopFeed = feed.start()
const answering = new Set<Promise<void>>()
let told: MarketThreadState = { isReady: false }
const telling = setInterval(tellState, tellEveryMs)

parentPort?.on('message', (message: ToMarketThread) => {
  switch (message.kind) {
    case 'ask':
      return noteUntilAnswered(answer(message))
    case 'changed':
      return feed.markChanged()
    case 'stop':
      return void stop()
  }
})

function noteUntilAnswered(answered: Promise<void>): void {
  answering.add(answered)
  void answered.finally(() => answering.delete(answered))
}

async function answer({ id, now, question, asText }: Extract<ToMarketThread, { kind: 'ask' }>): Promise<void> {
  const answered = await answerQuestion({ tail, feed, answers }, question, { now })
    .then((found) =>
      asText && !isRefusal(found) ? JSON.stringify(question.kind === 'search' ? withNextCursor('searchListings', found) : found) : found,
    )
    .catch((error: unknown) => {
      logger.error({ err: error, question: question.kind }, 'the market cannot be read')
      return refusalFromThrown(error)
    })
  tellState()
  say({ kind: 'answer', id, answer: answered })
}

/** Sends the thread's state at intervals. If the reports stop, the main thread notices that this thread hangs. */
function tellState(): void {
  const state = { isReady: tail.isCurrent() && feed.isWhole() }
  if (state.isReady !== told.isReady) logger.info(state, 'the market thread')
  told = state
  say({ kind: 'state', state })
}

function say(message: FromMarketThread): void {
  parentPort?.postMessage(message)
}

/** Stops the thread after its last question was answered. Waits for the reads in progress before it closes the database connections. */
async function stop(): Promise<void> {
  clearInterval(telling)
  await Promise.all(answering)
  await Promise.all([stopTail(), stopFeed()])
  await db.close()
  parentPort?.close()
}
