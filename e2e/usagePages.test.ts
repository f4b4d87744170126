import { address } from '@infinitio/domain'
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SoldModel, sellModel } from './actors/sellModel.ts'
import { pageProblems } from './browser/checkPage.ts'
import { signInAsProvider } from './browser/developmentVoter.ts'
import { desktop, openBrowser, openVisitor, phone } from './browser/openBrowser.ts'
import { oneSimulatedMachine, startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { travel } from './deployment/travel.ts'

const probe = process.env.TEST_LONG === '1' ? await openBrowser() : null
await probe?.close()

const coin = 10n ** 18n

describe.skipIf(probe === null)('prepaid AI services, by the pages', { timeout: 600_000 }, () => {
  let deployment: TestDeployment
  let browser: Browser
  let sold: SoldModel
  const problems: string[] = []
  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: oneSimulatedMachine })
    sold = await sellModel(deployment)
    browser = (await openBrowser()) ?? expect.unreachable()
  })
  afterAll(async () => {
    await browser?.close()
    await deployment?.remove()
  })

  /** Collects the accessibility and layout problems of the page, and takes pictures of it if E2E_PICTURES names a folder. */
  async function look(page: Page, name: string): Promise<void> {
    const folder = process.env['E2E_PICTURES']
    for (const viewport of [phone, desktop]) {
      await page.setViewportSize(viewport)
      problems.push(...(await pageProblems(page)))
      if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}-${viewport.width}.png`, fullPage: true })
    }
  }

  it('list the service with its prices, and ask a visitor for a wallet', async () => {
    const { page, context, complaints } = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' })
    await page.goto('/models')
    const row = page.getByRole('row', { name: /tiny-chat/ }).first()
    await row.getByText('0.20').waitFor()
    await row.getByText('0.50').waitFor()
    await look(page, 'models')
    await page.getByRole('link', { name: 'Your channels' }).click()
    await page.getByRole('button', { name: 'Connect wallet' }).last().waitFor()
    await look(page, 'usage-visitor')
    expect([...new Set(problems)]).toEqual([])
    expect(complaints.filter((complaint) => !complaint.includes('429'))).toEqual([])
    await context.close()
  })

  it('deposit, fill a channel, show what its service settled, and leave it after the lock', async () => {
    const { page, context, complaints } = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' })
    page.setDefaultTimeout(60_000)
    await page.goto('/')
    await signInAsProvider(page, deployment)
    await page.goto('/usage')
    await page.getByText('No channels yet').waitFor()
    await look(page, 'usage-before')
    await page.getByLabel('Amount to deposit').fill('3')
    await page.getByRole('button', { name: 'Deposit', exact: true }).last().click()
    await page.getByText('Your pot holds 3.00 PT.').waitFor()
    await page.getByLabel('Key that signs requests').fill(sold.key)
    await page.getByLabel('Amount to add').fill('2')
    await look(page, 'usage-fund')
    await page.getByRole('button', { name: 'Fill the channel' }).click()
    const channel = page.getByRole('row', { name: /tiny-chat.*(Open|Exits|The lock)/ })
    await channel.getByText('2.00 PT').waitFor()
    await sold.settle(await payerOf(page), coin / 2n)
    await channel.getByText('0.50').waitFor()
    await channel.getByText('1.50 PT').waitFor()
    await page.getByRole('row', { name: /^\w.*tiny-chat.*0\.50 PT$/ }).waitFor()
    await look(page, 'usage-settled')
    await channel.getByRole('button', { name: 'Exit …' }).click()
    await page.getByText('At most this amount returns to your pot when you finish the channel').waitFor()
    await look(page, 'usage-exit')
    await page.getByRole('button', { name: 'Exit the channel' }).click()
    await channel.getByText(/^Exits until/).waitFor()
    expect(await channel.getByRole('button').count()).toBe(0)
    await travel(deployment, 3_600)
    await channel.getByRole('button', { name: 'Finish …' }).click()
    await page.getByText('Returns to your pot', { exact: true }).waitFor()
    await look(page, 'usage-finish')
    await page.getByRole('button', { name: 'Finish the channel' }).click()
    await page.getByRole('row', { name: /tiny-chat.*Nothing left/ }).waitFor()
    await page.getByText('Your pot holds 2.50 PT.').waitFor()
    expect([...new Set(problems)]).toEqual([])
    expect(complaints.filter((complaint) => !complaint.includes('429'))).toEqual([])
    await context.close()
  })

  /** Returns the wallet of the signed-in page. It reads the address from the page's next request, because the page polls its usage. */
  async function payerOf(page: Page) {
    const asked = await page.waitForRequest(/\/services\/payers\/0x/)
    return address(/payers\/(0x[0-9a-f]{40})/.exec(asked.url())?.[1] ?? expect.unreachable())
  }
})
