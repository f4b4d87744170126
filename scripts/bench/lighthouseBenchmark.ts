import { parseArgs } from 'node:util'
import lighthouse, { desktopConfig, type Result } from 'lighthouse'
import { freePort } from '@infinitio/process/embedded'
import { openBrowser } from '../../e2e/browser/openBrowser.ts'
import { startTestDeployment } from '../../e2e/deployment/startTestDeployment.ts'
import type { Benchmark } from './benchmark.ts'
import { withinSeconds } from './measureWithin.ts'
import { medianOf } from './medianOf.ts'
import { listedOffers, waitForOffers } from './offers/listedOffers.ts'

const defaultRuns = '3'
const nodes = 50
/** Time limit for one page, in seconds, because Chromium never answers if it has lost the page. */
const pageSeconds = 120
const closeSeconds = 10
/** Lighthouse's names of categories, each with the short name that the benchmark's results use. */
const categories = { performance: 'perf', accessibility: 'a11y', 'best-practices': 'best', seo: 'seo' } as const
/** Lighthouse's settings for each kind of device. `undefined` selects its default settings: a phone with a slow processor and network. */
const presets = { desktop: desktopConfig, phone: undefined } as const

type Category = keyof typeof categories
type Preset = keyof typeof presets

/**
 * The measured pages by a short name: pages for renters, for providers, for voters, for users of models and for readers of the docs. `listing` is the node id of a listed machine.
 */
const pagePaths = (listing: string): Readonly<Record<string, string>> => ({
  home: '/',
  gpus: '/gpus',
  listing: `/gpus/${listing}`,
  checkout: `/rent/${listing}?gpus=1&seconds=3600`,
  market: '/market',
  provide: '/provide',
  govern: '/govern',
  governProposals: '/govern/proposals',
  governParameters: '/govern/parameters',
  jobs: '/jobs',
  jobsNew: '/jobs/new',
  tasks: '/tasks',
  models: '/models',
  playground: '/playground',
  disputes: '/disputes',
  explorer: '/explorer',
  docs: '/docs',
  docsGuide: '/docs/guides/renter-quick-start',
  docsApi: '/docs/api',
  docsBrowse: '/docs/api/browse',
  docsSearch: '/docs?q=ssh+permission+denied',
  docsErrors: '/docs/errors',
})

/**
 * Measures the Lighthouse scores of the pages above, on a desktop and on a phone, three times each. For each category and device it returns the median score (0
 * to 100) of the page with the lowest median, and the samples of each page. It also prints the audits that cost a page points. The browser runs on the same
 * machine, without a graphics card. `--pages docs` measures only pages with names that start with `docs`; `--runs 1` measures each page once.
 */
export const lighthouseBenchmark: Benchmark = {
  name: 'lighthouse',
  limitMinutes: 60,
  measure: async (progress, callArgs) => {
    const { values } = parseArgs({
      args: [...callArgs],
      options: { pages: { type: 'string', default: '' }, runs: { type: 'string', default: defaultRuns } },
    })
    const deployment = await startTestDeployment()
    const port = await freePort({ preferred: 0 })
    const browser = await openBrowser({ debuggingPort: port })
    if (browser === null) throw new Error('there is no browser to measure in')
    try {
      await waitForOffers(deployment, { atLeast: nodes })
      const [listing] = await listedOffers(deployment)
      if (listing === undefined) throw new Error('no listing is shown')
      const samples: Record<string, number[]> = {}
      for (const [name, path] of Object.entries(pagePaths(listing.node)).filter(([page]) => page.startsWith(values.pages)))
        for (const preset of entriesOf(presets).map(([key]) => key))
          for (let run = 1; run <= Number(values.runs); run += 1) {
            const audit = () => auditPage(`${deployment.url}${path}`, { port, preset })
            const result = await withinSeconds(pageSeconds, `Lighthouse at ${path}, run ${run}`, audit)
            for (const [category, key] of entriesOf(categories)) push(samples, keyOf(name, { preset, key }), scoreOf(result, category))
            progress(`${preset} run ${run} of ${path}: ${entriesOf(categories).map(([category, key]) => `${key} ${scoreOf(result, category)}`)}`)
            for (const line of lossesOf(result)) progress(`  ${line}`)
          }
      return { ...worstOf(samples), ...samples }
    } finally {
      await withinSeconds(closeSeconds, 'the browser to close', () => browser.close()).catch((error: Error) => progress(error.message))
      await deployment.remove()
    }
  },
}

async function auditPage(url: string, { port, preset }: { readonly port: number; readonly preset: Preset }): Promise<Result> {
  const flags = { port, logLevel: 'silent', onlyCategories: Object.keys(categories), disableFullPageScreenshot: true } as const
  const ran = await lighthouse(url, { ...flags, onlyCategories: [...flags.onlyCategories] }, presets[preset])
  if (ran === undefined) throw new Error(`Lighthouse said nothing of ${url}`)
  if (ran.lhr.runtimeError !== undefined) throw new Error(`Lighthouse could not look at ${url}: ${ran.lhr.runtimeError.message}`)
  return ran.lhr
}

function scoreOf({ categories: given }: Result, category: Category): number {
  return Math.round((given[category]?.score ?? 0) * 100)
}

/** Returns each weighted audit with a score below 0.9, with its first findings. */
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

/** Returns the name of the result for a page, such as `docsPerf` on a desktop and `docsPhonePerf` on a phone. */
function keyOf(page: string, { preset, key }: { readonly preset: Preset; readonly key: string }): string {
  return `${page}${preset === 'phone' ? 'Phone' : ''}${capital(key)}`
}

/** Finds the worst page for each measured category and device: the one with the lowest median. Returns its median. */
function worstOf(samples: Readonly<Record<string, number[]>>): Record<string, number[]> {
  const worst = Object.values(categories).flatMap((key) =>
    (['desktop', 'phone'] as const).flatMap((preset) => {
      const ending = keyOf('', { preset, key })
      const medians = Object.entries(samples).flatMap(([name, scores]) =>
        name.endsWith(ending) && name.includes('Phone') === (preset === 'phone') ? [medianOf(scores).median] : [],
      )
      return medians.length === 0 ? [] : [[preset === 'phone' ? `phone${capital(key)}` : key, [Math.min(...medians)]]]
    }),
  )
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
