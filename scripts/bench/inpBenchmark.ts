import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { buildAsk, signAsk } from '@infinitio/sdk'
import { findThisMachine } from '../../e2e/actors/bookMachine.ts'
import { createProvider } from '../../e2e/actors/createActor.ts'
import { desktop, openBrowser, openVisitor } from '../../e2e/browser/openBrowser.ts'
import { startTestDeployment, type TestDeployment } from '../../e2e/deployment/startTestDeployment.ts'
import { waitForOffers } from './offers/listedOffers.ts'
import type { Benchmark } from './benchmark.ts'
import { inpOf, type MeasuredEvent, slowestByInteraction } from './inp/inpOf.ts'

/** One action of a person on the search page. The browser counts each action as at least one interaction. */
type Interaction = { readonly name: string; readonly act: (page: Page) => Promise<void> }

const clickNamed = (role: 'button' | 'checkbox', name: RegExp | string) => (page: Page) =>
  page.getByRole(role, { name }).filter({ visible: true }).first().click()

/** The field for a sentence about the wanted machine. */
const words = (page: Page) => page.getByRole('search').getByRole('textbox').first()

/** The actions of each round, in this order. After the last action, the page is in the same state as before the first. */
const interactions: readonly Interaction[] = [
  { name: 'typeWord', act: (page) => words(page).press('e') },
  { name: 'pressSearch', act: clickNamed('button', /^Search$/) },
  { name: 'clearWord', act: (page) => words(page).press('Backspace') },
  { name: 'enterSearch', act: (page) => words(page).press('Enter') },
  { name: 'sortByTotal', act: clickNamed('button', /^Total price$/) },
  { name: 'sortByPrice', act: clickNamed('button', /^Price per GPU$/) },
  { name: 'filterOn', act: clickNamed('checkbox', /^Real only/) },
  { name: 'filterOff', act: clickNamed('checkbox', /^Real only/) },
  { name: 'typePrice', act: (page) => page.getByRole('textbox', { name: 'Highest price per GPU-hour' }).press('9') },
  { name: 'asTable', act: clickNamed('button', 'Table') },
  { name: 'asMap', act: clickNamed('button', 'List and map') },
]

const rounds = 6
const changesPerSecond = 10
const betweenMs = 150
const untilAllToldMs = 1_000
const nodes = 50

/**
 * Measures "interaction to next paint" on `/gpus` in ms, while an ask in the list changes its price ten times a second. The results come from the browser's
 * event timing of 66 interactions (six rounds of eleven): the metric itself, and the slowest interaction of each kind. The browser runs on the same machine,
 * without a graphics card.
 */
export const inpBenchmark: Benchmark = {
  name: 'inp',
  limitMinutes: 30,
  measure: async (progress) => {
    const deployment = await startTestDeployment()
    const browser = await openBrowser()
    if (browser === null) throw new Error('there is no browser to measure in')
    try {
      await waitForOffers(deployment, { atLeast: nodes })
      const { page } = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' })
      await noteEvents(page)
      await page.goto('/gpus')
      await page.getByRole('article').first().waitFor()
      const changes = changePrices(deployment)
      try {
        return await measureRounds(page, progress)
      } finally {
        progress(`run ${await changes.stop()} changes of the market`)
      }
    } finally {
      await browser.close()
      await deployment.remove()
    }
  },
}

/**
 * An action, and when it began by the clock of the page. The browser reports the events of an action only after it has painted, often when the next action has
 * begun.
 */
type Deed = { readonly name: string; readonly from: number }

async function measureRounds(page: Page, progress: (line: string) => void): Promise<Record<string, number[]>> {
  const deeds: Deed[] = []
  for (let round = 1; round <= rounds; round += 1) {
    for (const { name, act } of interactions) {
      deeds.push({ name, from: await page.evaluate(() => performance.now()) })
      await act(page)
      await delay(betweenMs)
    }
    progress(`run ${round}: ${inpOf(await eventsOf(page))} ms so far`)
  }
  await delay(untilAllToldMs)
  const events = await eventsOf(page)
  const byDeed = slowestByDeed(deeds, events)
  progress(`run over, slowest of each: ${Object.entries(byDeed).map(([name, each]) => `${name} ${Math.max(...each)}`)}`)
  return { inpMs: [inpOf(events)], ...byDeed }
}

/**
 * Returns, for each kind of action, one duration in ms for each time that the action was performed: that of its slowest event, or 0 if the browser reported
 * none.
 */
function slowestByDeed(deeds: readonly Deed[], events: readonly MeasuredEvent[]): Record<string, number[]> {
  const slowestOf: Record<string, number[]> = {}
  for (const [index, { name, from }] of deeds.entries()) {
    const until = deeds[index + 1]?.from ?? Number.POSITIVE_INFINITY
    const own = events.filter(({ startTime }) => startTime >= from && startTime < until)
    slowestOf[`${name}Ms`] = [...(slowestOf[`${name}Ms`] ?? []), Math.max(0, ...slowestByInteraction(own).values())]
  }
  return slowestOf
}

/** Records every event that the browser times, from the next page on. */
async function noteEvents(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const noted: MeasuredEvent[] = []
    Object.assign(globalThis, { notedEvents: noted })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { interactionId } = entry as PerformanceEntry & { interactionId: number }
        noted.push({ interactionId, startTime: entry.startTime, duration: entry.duration, name: entry.name })
      }
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
  })
}

function eventsOf(page: Page): Promise<MeasuredEvent[]> {
  return page.evaluate(() => (globalThis as unknown as { notedEvents: MeasuredEvent[] }).notedEvents)
}

/** Changes the price of this machine's ask ten times a second until stopped. `stop` returns the number of changes. */
function changePrices(deployment: TestDeployment): { stop(): Promise<number> } {
  let isOver = false
  let given = 0
  const over = (async () => {
    const provider = await createProvider(deployment)
    const chain = await provider.client.getChain()
    const { node, ask } = await findThisMachine(provider)
    const price = BigInt(ask.pricePerGpuSecond)
    let nonce = BigInt((await provider.client.getProvider()).nextAskNonce)
    for (; !isOver; given += 1, nonce += 1n) {
      const next = buildAsk({
        ...{ provider: provider.account.address, node, pricePerGpuSecond: price + (price * BigInt(given % 20)) / 100n, gpus: ask.maxGpus },
        ...{ minDurationSeconds: 60, maxDurationSeconds: 86_400 * 27, availableForSeconds: 86_400 * 27, noticeSeconds: 0, trialSeconds: 0 },
        ...{ nonce, chain },
      })
      const placed = provider.client.placeOrder(await signAsk(provider.account, { ask: next, chain }))
      await Promise.all([placed, delay(1_000 / changesPerSecond)])
    }
  })()
  return {
    async stop() {
      isOver = true
      await over
      return given
    },
  }
}
