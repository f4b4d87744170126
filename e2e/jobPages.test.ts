import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@infinitio/sdk'
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageProblems } from './browser/checkPage.ts'
import { tabAndEnter } from './browser/keyboardSteps.ts'
import { desktop, openBrowser, openVisitor, phone } from './browser/openBrowser.ts'
import { signInWithBurner } from './browser/renterSteps.ts'
import { startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

// This test needs a deployment with a scheduler and simulated providers. Three in ten of these providers send wrong results.
const probe = process.env.TEST_LONG === '1' ? await openBrowser() : null
await probe?.close()

/** The most times that the test repeats the step so that a cheating provider is selected for it. */
const mostRuns = 10
const manyMinutes = 600_000
const mib = 2 ** 20

describe.skipIf(probe === null)('jobs, in a browser', () => {
  let deployment: TestDeployment
  let browser: Browser
  let page: Page
  let complaints: string[]
  const problems: string[] = []
  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: { INFINITIO_SCHEDULERS: '1', TASK_CHEATS: '0.3' } })
    browser = (await openBrowser()) ?? expect.unreachable()
    ;({ page, complaints } = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' }))
    page.setDefaultTimeout(300_000)
    await machinesListed((total) => total >= 30)
    await signInWithBurner(page)
  })
  afterAll(async () => {
    await browser?.close()
    await deployment?.remove()
  })

  it(
    'continues the upload of a file after a broken connection and a reload of the page, and lists the file',
    async () => {
      const offsets: number[] = []
      let isBroken = true
      await page.route('**/upload?*', async (route) => {
        const offset = Number(new URL(route.request().url()).searchParams.get('offset'))
        if (isBroken && offset >= mib) return await route.abort('connectionreset')
        offsets.push(offset)
        await route.continue()
      })
      await page.goto('/jobs/new')
      await estimated(/^work: 4 tasks/)
      await page.getByRole('button', { name: 'See the price' }).press('Enter')
      await page.getByText('The connection failed. The upload continues when the market answers.').waitFor()
      await page.getByText(/^Example file: 1\.0\sMB of \d\.\d\sMB stored$/).waitFor()
      await look('upload')
      await page.reload()
      isBroken = false
      await page.goto('/jobs')
      await page.getByText(/^1\.0\sMB of \d\.\d\sMB stored, upload not finished$/).waitFor()
      await look('files')
      await page.goto('/jobs/new')
      await estimated(/^work: 4 tasks/)
      await page.getByRole('button', { name: 'See the price' }).press('Enter')
      await page.waitForURL('**/jobs/0x*')
      expect(offsets.slice(0, 3)).toEqual([0, mib / 2, mib])
      expect(new Set(offsets).size).toBe(offsets.length)
      await page.unroute('**/upload?*')
    },
    manyMinutes,
  )

  it(
    'runs the example query by keyboard, from the form to a result that this browser checks',
    async () => {
      await page.goto('/jobs/new')
      // Allows many attempts, because each attempt of a step excludes only the cheating providers that it has caught.
      await page.getByLabel('Try a step again').selectOption('10')
      await estimated(/^work: 4 tasks with 64 chunks \(parts\) each, about \d+\ss per task$/)
      await page.getByText(/the machines need about \d+\s(s|min) to run the job\./).waitFor()
      await page.getByText(/^\d+ of \d+ providers can take this work now\./).waitFor()
      await page.getByLabel('Spend at most').fill('0.001')
      await page.getByText(/^This is more than your limit of 0\.001/).waitFor()
      await page.getByLabel('Spend at most').fill('nothing')
      await page.getByText('The estimate appears when every field above is valid').waitFor()
      await page.getByLabel('Spend at most').fill('0.5')
      const query = page.getByLabel('Query for each part')
      const right = await query.inputValue()
      await query.fill(right.replace('sum(', 'summ('))
      await page.getByText('Line 1: summ is not a function. Did you mean sum?').waitFor()
      await query.fill(right.replace('from sales', '\nfrom sale'))
      await page.getByText('Line 2: this query has no table sale. Did you mean sales?').waitFor()
      expect(await page.getByRole('button', { name: 'See the price' }).isDisabled()).toBe(true)
      await query.fill(right)
      await estimated(/^work: 4 tasks/)
      await look('new')
      const promised = await total()
      await tabAndEnter(page, page.getByRole('button', { name: 'See the price' }), problems)
      await page.waitForURL('**/jobs/0x*')
      await page.getByRole('heading', { name: 'What it costs' }).waitFor()
      expect(await total()).toBe(promised)
      await look('price')
      await approve()
      await page.getByText('You approved the job.').waitFor()
      await page.getByText('work: submitted to the pool.').waitFor()
      await page
        .getByRole('heading', { name: /^work: \d+ chunks$/ })
        .first()
        .waitFor()
      await look('running')
      await result('work')
      expect(await page.getByText(/^region,cents,sales/).textContent()).toContain('centre,')
      await tabAndEnter(page, page.getByRole('button', { name: 'Check it here' }), problems)
      await page.getByText(/(\d+) of \1 results match the hashes \(fingerprints\) on chain/).waitFor()
    },
    manyMinutes,
  )

  it(
    'shows a caught cheat, and runs a step again after a question about its price',
    async () => {
      // After a provider was caught cheating, a new attempt assigned its task to another provider. So the cheating provider belongs to an earlier attempt,
      // which the page shows as one line until a person opens it.
      const caught = page.getByText(/\d cases? of cheating (was|were) found and not paid/).first()
      for (let run = 0; run < mostRuns && !(await caught.isVisible()); run += 1) {
        await page.getByRole('button', { name: 'Run again: work' }).press('Enter')
        await page.getByText('These steps run again: work.', { exact: false }).waitFor()
        await page.getByRole('dialog').getByRole('button', { name: 'Run again and pay' }).press('Enter')
        await page.getByText('work runs again, and each step that needs its result also runs again.').first().waitFor()
        await result('work')
      }
      await caught.waitFor({ timeout: 1_000 })
      await page
        .getByText(/\d cases? of cheating found, not paid/)
        .first()
        .waitFor()
      await look('done')
      const attempt = page.locator('details', { has: caught })
      expect(await attempt.getByText('Wrong result').first().isVisible()).toBe(false)
      await tabAndEnter(page, attempt.locator('summary'), problems)
      await attempt
        .getByRole('img', { name: /of a caught cheat/ })
        .first()
        .waitFor()
      await attempt.getByText('Wrong result').first().waitFor()
      await look('attempt')
    },
    2 * manyMinutes,
  )

  it(
    'searches the best settings of a module, and runs a module from the form',
    async () => {
      await page.goto('/jobs/new')
      await page.getByRole('radio', { name: /^Find best settings/ }).press('Space')
      await page.getByLabel('Parameters').waitFor()
      // With three attempts, as usual, about one job of four tasks in ten would fail, because three providers in ten cheat.
      await page.getByLabel('Try a step again').selectOption('10')
      await look('search')
      await submit()
      await result('work')
      await page.getByText(/^rank,trial,rate,decay,hidden,activation,value,steps,state/).waitFor()
      await page.goto('/jobs/new')
      await page.getByRole('radio', { name: /^Your code/ }).press('Space')
      await page.getByLabel('Numbers').fill('1000000')
      await page.getByLabel('Try a step again').selectOption('10')
      await page.getByRole('radio', { name: /^Urgent/ }).press('Space')
      await submit()
      await page.getByText('Urgent', { exact: true }).waitFor()
      await result('work')
      await page.getByText(/^3\.1[34]/).waitFor()
    },
    manyMinutes,
  )

  it(
    'runs a private search in this browser, also through a reload, and opens its key file again',
    async () => {
      // Playwright stays on a page that warns before it is left, unless the test agrees.
      page.on('dialog', (dialog) => void dialog.accept())
      await page.goto('/jobs/new')
      await page.getByRole('radio', { name: /^Find best settings/ }).press('Space')
      await page.getByRole('radio', { name: /^Only you and the machines/ }).press('Space')
      await page.getByText(/^Everybody can see your address/).waitFor()
      await page.getByLabel('Try a step again').selectOption('10')
      await estimated(/^work: /)
      await look('private-new')
      await submit()
      await page.getByText(/^Keep this page open\./).waitFor()
      await page.getByText(/^This page gave (a key|keys) to /).waitFor()
      await look('private-running')
      await page.reload()
      await result('work')
      await page.getByText(/^rank,trial,rate,decay,hidden,activation,value,steps,state/).waitFor()
      const jobId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
      const job = await createClient({ baseUrl: deployment.url }).getJob(jobId)
      expect([job.spec.private, job.scheduler]).toEqual([expect.stringMatching(/^0x[0-9a-f]{64}$/), job.account])
      expect(JSON.stringify(job)).not.toContain('rate: log')
      const saving = page.waitForEvent('download')
      await tabAndEnter(page, page.getByRole('button', { name: 'Save key file' }), problems)
      const file = await (await saving).path()
      await page.evaluate((id) => window.localStorage.removeItem(`infinitio.jobKey.${id}`), jobId)
      await page.reload()
      await page.getByText(/^This browser does not have the key of this job/).waitFor()
      await look('private-no-key')
      await page.getByLabel('Open key file').setInputFiles({ name: 'wrong.json', mimeType: 'application/json', buffer: Buffer.from('{}') })
      await page.getByText('This is not the key file of this job, or the file was changed.').waitFor()
      await page.getByLabel('Open key file').setInputFiles(file)
      await page.getByRole('button', { name: 'Download decrypted' }).waitFor()
      await look('private-done')
    },
    manyMinutes,
  )

  it(
    'names the line of a fault in a job file before anything is stored, and stops a job of several steps',
    async () => {
      await page.goto('/jobs/new')
      await page.getByRole('radio', { name: /^Job file/ }).press('Space')
      await page.getByRole('button', { name: 'Insert WASM example' }).press('Enter')
      const field = page.getByLabel('YAML')
      const good = `${await field.inputValue()}  more:\n    needs: [pi]\n    adapter: algorithm@1\n    files: { module: ./pi.wasm }\n    matrix: { count: [1000, 2000] }\n    items: \${matrix.count}\n`
      await field.fill(good.replace('needs:', 'need:'))
      await page.getByText('line 11, column 5: need is not a key here; did you mean needs?', { exact: false }).waitFor()
      expect(await page.getByRole('button', { name: 'See the price' }).isDisabled()).toBe(true)
      await look('fault')
      await field.fill(good)
      await page.getByText('pi, more-1000, more-2000').waitFor()
      await estimated(/^more-2000: 4 tasks/)
      await tabAndEnter(page, page.getByRole('button', { name: 'See the price' }), problems)
      await page.getByRole('heading', { name: 'What it costs' }).waitFor()
      await page.getByRole('img', { name: 'Graph of the steps pi, more-1000, more-2000' }).waitFor()
      await look('steps')
      await page.getByRole('button', { name: 'Stop the job' }).press('Enter')
      await page.getByText('The job was stopped.').waitFor()
    },
    manyMinutes,
  )

  it(
    'says why no provider can take a job while all their machines are away, and goes on once they respond',
    async () => {
      const agents = [deployment.pause('agent'), deployment.pause('agent-simulated')]
      await machinesListed((total) => total === 0)
      await page.goto('/jobs/new')
      await page.getByText('The time is not known, because no provider can take this job now.').waitFor()
      await look('new-away')
      await submit()
      await page.getByText(/^0 of \d+ providers can take this work now\. The others: \d+ without a machine that responds[,.]/).waitFor()
      await look('away')
      for (const agent of agents) agent.resume()
      await result('work')
      // The first test breaks a connection, which the browser reports in its console.
      expect(complaints.filter((complaint) => !complaint.includes('ERR_CONNECTION_RESET'))).toEqual([])
      expect(problems).toEqual([])
    },
    manyMinutes,
  )

  async function estimated(step: RegExp): Promise<void> {
    await page.getByRole('heading', { name: 'Estimate' }).waitFor()
    await page.getByText(step).waitFor()
  }

  /** Returns the last line of the price: the total. */
  async function total(): Promise<string | null> {
    return await page.locator('.lines .total').first().textContent()
  }

  async function submit(): Promise<void> {
    await page.getByRole('button', { name: 'See the price' }).press('Enter')
    await page.waitForURL('**/jobs/0x*')
    await approve()
  }

  async function approve(): Promise<void> {
    await tabAndEnter(page, page.getByRole('button', { name: 'Approve and start' }), problems)
  }

  async function result(step: string): Promise<void> {
    await page.getByRole('heading', { name: `Result of ${step}` }).waitFor()
  }

  async function machinesListed(until: (total: number) => boolean): Promise<void> {
    const client = createClient({ baseUrl: deployment.url })
    await waitFor({
      what: 'simulated machines',
      within: 240,
      read: () => client.searchListings({ includeSimulated: 'true', limit: 1 }),
      until: ({ total }) => until(total),
    })
  }

  /** Collects the problems of the page on a desktop and a phone. If `JOB_PICTURES` names a folder, also stores pictures of the page there. */
  async function look(name: string): Promise<void> {
    const folder = process.env.JOB_PICTURES
    if (folder !== undefined) mkdirSync(folder, { recursive: true })
    for (const viewport of [phone, desktop]) {
      await page.setViewportSize(viewport)
      problems.push(...(await pageProblems(page)))
      for (const colorScheme of folder === undefined ? [] : (['dark', 'light'] as const)) {
        await page.emulateMedia({ colorScheme })
        await page.screenshot({ path: join(folder ?? '', `${name}-${viewport.width}-${colorScheme}.png`), fullPage: true })
      }
    }
  }
})
