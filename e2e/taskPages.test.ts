import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageProblems } from './browser/checkPage.ts'
import { signInAsProvider } from './browser/developmentVoter.ts'
import { desktop, openBrowser, openVisitor, phone } from './browser/openBrowser.ts'
import { oneSimulatedMachine, startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'

const probe = process.env.TEST_LONG === '1' ? await openBrowser() : null
await probe?.close()

describe.skipIf(probe === null)('the stake of a provider at the task pool, by the page', { timeout: 600_000 }, () => {
  let deployment: TestDeployment
  let browser: Browser
  const problems: string[] = []
  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: oneSimulatedMachine })
    browser = (await openBrowser()) ?? expect.unreachable()
  })
  afterAll(async () => {
    await browser?.close()
    await deployment?.remove()
  })

  /** Records problems of the page, and takes pictures of it if E2E_PICTURES names a folder. */
  async function look(page: Page, name: string): Promise<void> {
    const folder = process.env['E2E_PICTURES']
    for (const viewport of [phone, desktop]) {
      await page.setViewportSize(viewport)
      problems.push(...(await pageProblems(page)))
      for (const colorScheme of folder === undefined ? [] : (['light', 'dark'] as const)) {
        await page.emulateMedia({ colorScheme })
        await page.screenshot({ path: `${folder}/${name}-${viewport.width}-${colorScheme}.png`, fullPage: true })
      }
      await page.emulateMedia({ colorScheme: 'light' })
    }
  }

  it('shows why no task comes, adds a stake with two signatures, and lets a part leave', async () => {
    const { page, context, complaints } = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' })
    await page.goto('/provide/tasks')
    await page.getByRole('button', { name: 'Connect wallet' }).last().waitFor()
    await look(page, 'tasks-visitor')
    await signInAsProvider(page, deployment)
    await page.goto('/provide/tasks')
    await page.getByText('Why you take no task now', { exact: true }).waitFor()
    await look(page, 'tasks-before')
    await page.getByLabel('New stake').fill('2')
    await page.getByText('From your wallet', { exact: true }).waitFor()
    await look(page, 'tasks-add')
    await page.getByRole('button', { name: 'Sign and add' }).click()
    await page.getByText('The stake is moved.').first().waitFor()
    await page.getByText('Counts later').locator('xpath=following-sibling::dd[1]').getByText('from', { exact: false }).waitFor()
    await look(page, 'tasks-young')
    await page
      .getByRole('radio', { name: 'Collect' })
      .or(page.getByRole('button', { name: 'Collect', exact: true }))
      .first()
      .click()
    await page.getByText('You have not withdrawn any stake.').waitFor()
    expect([...new Set(problems)]).toEqual([])
    expect(complaints.filter((complaint) => !complaint.includes('429'))).toEqual([])
    await context.close()
  })
})
