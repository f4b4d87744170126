import lighthouse, { desktopConfig, type Result } from 'lighthouse'
import { freePort } from '@infinitio/process/embedded'
import { openBrowser } from '../../e2e/browser/openBrowser.ts'
import { startTestHouse } from '../../e2e/house/startTestHouse.ts'
import type { Benchmark } from './benchmark.ts'
import { withinSeconds } from './measureWithin.ts'
import { medianOf } from './medianOf.ts'
import { listedOffers, waitForOffers } from './offers/listedOffers.ts'

const runs = 3
const nodes = 50
/** A page takes 10 to 20 s. Chromium never answers for a page that it lost. */
const pageSeconds = 120
const closeSeconds = 10
/** Lighthouse's category names, and the short names in the figures. */
const categories = { performance: 'perf', accessibility: 'a11y', 'best-practices': 'best', seo: 'seo' } as const

type Category = keyof typeof categories

/**
 * Lighthouse scores (desktop preset) of the front page, the search, a listing and the market, three runs each. For each category it returns the worst
 * page's median, of 100, and the samples of each page. It prints the audits that cost a page points. The browser runs without a graphics card on the
 * same machine.
 */
export const lighthouseBenchmark: Benchmark = {
  name: 'lighthouse',
  limitMinutes: 30,
  measure: async (progress) => {
    const house = await startTestHouse()
    const port = await freePort({ preferred: 0 })
    const browser = await openBrowser({ debuggingPort: port })
    if (browser === null) throw new Error('there is no browser to measure in')
    try {
      await waitForOffers(house, { atLeast: nodes })
      const [listing] = await listedOffers(house)
      if (listing === undefined) throw new Error('no listing is shown')
      const paths = { home: '/', gpus: '/gpus', listing: `/gpus/${listing.node}`, market: '/market' }
      const samples: Record<string, number[]> = {}
      for (const [page, path] of Object.entries(paths))
        for (let run = 1; run <= runs; run += 1) {
          const result = await withinSeconds(pageSeconds, `Lighthouse at ${path}, run ${run}`, () => auditPage(`${house.url}${path}`, port))
          for (const [category, key] of entriesOf(categories)) push(samples, `${page}${capital(key)}`, scoreOf(result, category))
          progress(`run ${run} of ${path}: ${entriesOf(categories).map(([category, key]) => `${key} ${scoreOf(result, category)}`)}`)
          for (const line of lossesOf(result)) progress(`  ${line}`)
        }
      return { ...worstOf(samples, Object.keys(paths)), ...samples }
    } finally {
      await withinSeconds(closeSeconds, 'the browser to close', () => browser.close()).catch((error: Error) => progress(error.message))
      await house.remove()
    }
  },
}

async function auditPage(url: string, port: number): Promise<Result> {
  const flags = { port, logLevel: 'silent', onlyCategories: Object.keys(categories), disableFullPageScreenshot: true } as const
  const ran = await lighthouse(url, { ...flags, onlyCategories: [...flags.onlyCategories] }, desktopConfig)
  if (ran === undefined) throw new Error(`Lighthouse said nothing of ${url}`)
  if (ran.lhr.runtimeError !== undefined) throw new Error(`Lighthouse could not look at ${url}: ${ran.lhr.runtimeError.message}`)
  return ran.lhr
}

function scoreOf({ categories: given }: Result, category: Category): number {
  return Math.round((given[category]?.score ?? 0) * 100)
}

/** Returns each audit that cost points, with its first findings. */
function lossesOf({ categories: given, audits }: Result): string[] {
  const counted = Object.values(given).flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0))
  return counted.flatMap(({ id }) => {
    const audit = audits[id]
    if (audit === undefined || audit.score === null || audit.score >= 0.9) return []
    const items = audit.details !== undefined && 'items' in audit.details ? JSON.stringify(audit.details.items.slice(0, 3)) : ''
    return [`${id} ${audit.score}: ${audit.displayValue ?? audit.title} ${items.slice(0, mostItemText)}`]
  })
}

const mostItemText = 900

/** Returns the lowest median of all pages for each category. */
function worstOf(samples: Readonly<Record<string, number[]>>, pages: readonly string[]): Record<string, number[]> {
  const worst = Object.values(categories).map((key) => [
    key,
    [Math.min(...pages.map((page) => medianOf(samples[`${page}${capital(key)}`] ?? [0]).median))],
  ])
  return Object.fromEntries(worst) as Record<string, number[]>
}

function push(samples: Record<string, number[]>, key: string, value: number): void {
  samples[key] = [...(samples[key] ?? []), value]
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

function entriesOf<Key extends string, Value>(of: Readonly<Record<Key, Value>>): [Key, Value][] {
  return Object.entries(of) as [Key, Value][]
}
