import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageProblems } from './browser/checkPage.ts'
import { signInAsProvider } from './browser/developmentVoter.ts'
import { tabAndEnter } from './browser/keyboardSteps.ts'
import { desktop, openBrowser, openVisitor, phone } from './browser/openBrowser.ts'
import { oneSimulatedMachine, startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { travel } from './deployment/travel.ts'

const probe = process.env.TEST_LONG === '1' ? await openBrowser() : null
await probe?.close()

const sevenDays = 604_800

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

  /** Records accessibility and layout problems of the page. Also takes pictures of it if E2E_PICTURES names a folder. */
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

  it('shows why no task comes, and adds a stake with two signatures', async () => {
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
    await page.getByText('Counts for tasks later').locator('xpath=following-sibling::dd[1]').getByText('from', { exact: false }).waitFor()
    await look(page, 'tasks-young')
    await move(page, 'Collect')
    await page.getByText('You have not withdrawn any stake.').waitFor()
    expect([...new Set(problems)]).toEqual([])
    expect(complaints.filter((complaint) => !complaint.includes('429'))).toEqual([])
    await context.close()
  })

  it('withdraws a part of the stake by keyboard, and collects it after seven days', async () => {
    const { page, context, complaints } = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' })
    page.setDefaultTimeout(60_000)
    await page.goto('/')
    await signInAsProvider(page, deployment)
    await page.goto('/provide/tasks')
    const counts = await stakePart(page, 'Counts for tasks')
    await move(page, 'Withdraw')
    await page.getByLabel('Stake to withdraw').fill('1,000,000')
    await page.getByText(/^You can use at most [\d,.]+ PT\.$/).waitFor()
    await page.getByLabel('Stake to withdraw').fill('0.5')
    await page.getByText('You can collect in 7 days').waitFor()
    await look(page, 'tasks-withdraw')
    await tabAndEnter(page, page.getByRole('button', { name: 'Sign and withdraw' }), problems)
    await page.getByText('The stake is moved.').first().waitFor()
    await expect.poll(() => stakePart(page, 'Counts for tasks'), { timeout: 60_000 }).toBe(counts - 0.5)
    expect(await stakePart(page, 'Withdrawn')).toBe(0.5)
    await move(page, 'Collect')
    await page.getByText(/^You can collect from /).waitFor()
    expect(await page.getByRole('button', { name: 'Sign and collect' }).isDisabled()).toBe(true)
    await look(page, 'tasks-waits')
    await travel(deployment, sevenDays)
    await page.getByText('Into your task pool deposit').waitFor()
    const deposit = await stakePart(page, 'Task pool deposit')
    await look(page, 'tasks-collect')
    await tabAndEnter(page, page.getByRole('button', { name: 'Sign and collect' }), problems)
    await page.getByText('You have not withdrawn any stake.').waitFor()
    await expect.poll(() => stakePart(page, 'Task pool deposit'), { timeout: 60_000 }).toBe(deposit + 0.5)
    expect(await stakePart(page, 'Withdrawn')).toBe(0)
    expect([...new Set(problems)]).toEqual([])
    expect(complaints.filter((complaint) => !complaint.includes('429'))).toEqual([])
    await context.close()
  })

  async function move(page: Page, name: string): Promise<void> {
    await page
      .getByRole('radio', { name, exact: true })
      .or(page.getByRole('button', { name, exact: true }))
      .first()
      .click()
  }

  /** Reads an amount of the stake panel, in PT. */
  async function stakePart(page: Page, name: string): Promise<number> {
    const text = await page.getByText(name, { exact: true }).locator('xpath=self::dt/following-sibling::dd[1]').first().textContent()
    return Number(/[\d,.]+/.exec(text ?? '')?.[0].replaceAll(',', ''))
  }
})
