import { adviceOf } from '../market/advice/adviceOf.ts'
import { catalogueOf } from '../market/machines/catalogueOf.ts'
import type { ListingIndex } from '../market/createListingIndex.ts'
import { describeMachine } from '../market/machines/describeMachine.ts'
import { laterStarts } from '../market/starts/laterStarts.ts'
import { simulatedIn } from '../market/machines/simulatedIn.ts'
import { machinesOfProvider } from '../market/machines/machinesOfProvider.ts'
import { mapOfSearch } from '../market/search/mapOfSearch.ts'
import { matchingNodes } from '../market/search/matchingNodes.ts'
import { searchMarket } from '../market/search/searchMarket.ts'
import { startToCome } from '../market/search/searchTerms.ts'
import type { Answers } from '../market-data/answersFor.ts'
import type { MarketTail } from '../market-data/createMarketTail.ts'
import { tellAskDemand, tellClassDemand } from '../market-data/tellAskDemand.ts'
import { tellFigures } from '../market-data/tellFigures.ts'
import { tellFiguresOfClass } from '../market-data/tellFiguresOfClass.ts'
import { tellFillChance } from '../market-data/tellFillChance.ts'
import { tellOrderPlaces } from '../market-data/tellOrderPlaces.ts'
import type { ListingFeed } from './createListingFeed.ts'
import type { MarketAnswer, MarketQuestion } from './marketQuestion.ts'

/** The sources of the market thread's answers: the replayed journal, the index of listings, and cached answers. */
export type MarketParts = { readonly tail: MarketTail; readonly feed: ListingFeed; readonly answers: Answers }

/**
 * Answers a question in the market thread. Refuses with `api.not_ready` until the data for the answer (the nodes or the journal) was read completely. Throws
 * the database's errors.
 */
export async function answerQuestion(parts: MarketParts, question: MarketQuestion, { now }: { now: number }): Promise<MarketAnswer> {
  const { tail, feed } = parts
  if (question.kind === 'figuresVersion') {
    await tail.read()
    return tail.version()
  }
  if (question.kind === 'bestAsks') {
    const state = await tail.read()
    // This thread may not have replayed the journal row yet that ended one of these bids. In that case, read the new journal rows first.
    if (state !== null && question.ended.some(({ seq }) => seq > state.book.seq)) await tail.follow()
    return question.ended.map((ended) => state?.bestAsks.at(ended) ?? null)
  }
  if (question.kind === 'orderPlaces') return tellOrderPlaces(await tail.read(), question)
  if (question.kind === 'askDemand') return tellAskDemand(await tail.read(), question)
  const index = await feed.read(now)
  if (index === null) return { rejected: 'api.not_ready', detail: 'the listings are being read' }
  switch (question.kind) {
    case 'figures':
      return tellFigures(await tail.read(), { ...question, places: index.catalogue(), simulated: simulatedIn(index) })
    case 'figuresOfClass':
      return tellFiguresOfClass(await tail.read(), { ...question, places: index.catalogue(), simulated: simulatedIn(index) })
    case 'classDemand':
      return tellClassDemand(await tail.read(), { ...question, places: index.catalogue() })
    case 'fillChance':
      return tellFillChance(await tail.read(), { ...question, places: index.catalogue() })
    default:
      return answerFromIndex(parts, index, question, { now })
  }
}

type OfListings = Exclude<
  MarketQuestion,
  { kind: 'askDemand' | 'bestAsks' | 'classDemand' | 'figures' | 'figuresOfClass' | 'figuresVersion' | 'fillChance' | 'orderPlaces' }
>

function answerFromIndex({ feed, answers }: MarketParts, index: ListingIndex, question: OfListings, { now }: { now: number }): MarketAnswer {
  switch (question.kind) {
    case 'search':
      return searchMarket(index, question.query, { now, ...question.fees })
    case 'starts':
      return laterStarts(index, question.query, { now, ...question.fees })
    case 'advice':
      return adviceOf(index, question.query, { now, ...question.fees })
    case 'map':
      return mapOfSearch(index, question.query, { now })
    case 'matching':
      return matchingNodes(index, question.query, { now })
    case 'catalogue':
      return answers.get('catalogue', `${index.version()} ${now}`, () => catalogueOf(index, { now }))
    case 'machine': {
      const { gpus, startHour, durationSeconds, ask, fees } = question
      const asked = { startAt: startToCome(startHour, now), gpus, runGib: 0, run: null, durationSeconds, forSeconds: null }
      return describeMachine(index, question.nodeId, { now, ...asked, ...fees }, ask)
    }
    case 'node':
      return index.node(question.nodeId)
    case 'machinesOfProvider':
      return machinesOfProvider(index, { account: question.account, now })
    case 'listingsVersion':
      return index.version()
    case 'shownSeq':
      return feed.shownSeq()
  }
}
