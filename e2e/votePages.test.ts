import type { Browser, BrowserContext, Page } from '@playwright/test'
import { createClient } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageProblems } from './browser/checkPage.ts'
import { becomeDevelopmentAccount, signInAsProvider } from './browser/developmentVoter.ts'
import { desktop, openBrowser, openVisitor, phone } from './browser/openBrowser.ts'
import { moveTimeOn, proposeFee, proposeTwoRegions, voteFor } from './browser/voteSteps.ts'
import { startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'

// This test starts a market and moves time over a whole vote, which takes minutes.
const probe = process.env.TEST_LONG === '1' ? await openBrowser() : null
await probe?.close()

const day = '1\u00a0d'

describe.skipIf(probe === null)('a vote that one person carries with two accounts', { timeout: 600_000 }, () => {
  let deployment: TestDeployment
  let browser: Browser
  let page: Page
  let context: BrowserContext
  let complaints: string[]
  const problems: string[] = []

  beforeAll(async () => {
    deployment = await startTestDeployment()
    browser = (await openBrowser()) ?? expect.unreachable()
    ;({ page, context, complaints } = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' }))
    await signInAsProvider(page, deployment)
  })
  afterAll(async () => {
    await context?.close()
    await browser?.close()
    await deployment?.remove()
  })

  async function look(): Promise<void> {
    for (const viewport of [phone, desktop]) {
      await page.setViewportSize(viewport)
      problems.push(...(await pageProblems(page)))
    }
  }

  it('refuses a name that exists, and asks for consent to what would fail or break the market', async () => {
    const propose = page.getByRole('button', { name: 'Propose', exact: true })
    const draft = async (kind: string, fields: Readonly<Record<string, string>>) => {
      await page.goto(`/govern/proposals/new?kind=${kind}`)
      for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value)
      await page.getByLabel('Title').fill('A draft')
    }
    await draft('region', { Name: 'us-east' })
    await page.getByText('A region with this name exists already.').waitFor()
    expect(await propose.isDisabled()).toBe(true)
    await draft('entry', { 'Name in the Directory': 'PToken', Address: `0x${'0'.repeat(40)}` })
    await page.getByText('The market, its pages or its programs (such as the command line) use this contract.').waitFor()
    await page.getByText('This proposal uses the zero address').waitFor()
    await look()
    expect(await propose.isDisabled()).toBe(true)
    await draft('grant', { Address: `0x${'1'.repeat(40)}`, Amount: '99999999999' })
    await page.getByText('If this proposal were executed now, it would fail.').waitFor()
    await page.getByText('Error of the contract', { exact: true }).click()
    await page.getByText(/^ERC20InsufficientBalance/).waitFor()
    expect(await propose.isDisabled()).toBe(true)
    await page.getByRole('checkbox', { name: 'I understand this, and I want to propose it.' }).check()
    await expect.poll(() => propose.isEnabled()).toBe(true)
    await page.getByLabel('Why').fill('Pay the **builders**.\n\n<img src=x onerror=alert(1)>')
    await page.getByRole('button', { name: 'Show preview' }).click()
    const preview = page.getByRole('region', { name: 'Preview' })
    await preview.locator('strong').getByText('builders').waitFor()
    expect(await preview.locator('img').count()).toBe(0)
    await look()
  })

  it('opens the proposal after it was signed, and shows how far it is from its quorum', async () => {
    await proposeFee(page, { percent: '0.2', title: 'Renters pay less' })
    await page.getByText(/^Proposal 1 was submitted\. Voting opens in/).waitFor()
    await moveTimeOn(page, day)
    await page.goto('/govern')
    await page.getByRole('heading', { name: 'Proposals to vote on, then the newest' }).waitFor()
    await page.getByRole('link', { name: /Renters pay less/ }).click()
    await voteFor(page)
    await look()
    await page.goto('/govern/proposals')
    await page.getByText('500,000.00 G more needed for quorum').waitFor()
    await page.getByText('You voted: For').waitFor()
    await look()
  })

  it('reaches the quorum with the second voter, and is queued and executed', async () => {
    await becomeDevelopmentAccount(page, 'Second voter (development)')
    await page.goto('/govern/proposals')
    await page.getByRole('button', { name: 'Needs your vote' }).click()
    await page.getByRole('link', { name: /Renters pay less/ }).click()
    await page.getByText(/the votes of one account are too few for the quorum/).waitFor()
    await voteFor(page)
    await page.getByText(/The quorum of .* is reached:/).waitFor()
    await moveTimeOn(page, '8\u00a0d')
    await page.getByRole('button', { name: 'Queue the proposal' }).click()
    await page.getByRole('button', { name: 'Execute the proposal' }).waitFor()
    for (let moved = 0; moved < 2; moved += 1) await moveTimeOn(page, day)
    await page.getByRole('button', { name: 'Execute the proposal' }).click()
    await page.getByText('Unlock the bond').first().waitFor()
    await page.goto('/govern/delegates')
    await page.getByText('1 of 1 proposal').first().waitFor()
    await look()
  })

  it('proposes two changes together, one of them as an encoded call, which are tried out before the signature', async () => {
    const client = createClient({ baseUrl: deployment.url })
    const { addresses } = await client.getChain()
    const regions = ['polar-1', 'polar-2'] as const
    await proposeTwoRegions(page, { title: 'Two polar regions', catalog: addresses.classCatalog, regions }, look)
    await page.getByText('2 contract calls').waitFor()
    await page.getByText('Would succeed').waitFor()
    for (const region of regions) await page.getByText(`New region ${region}`).waitFor()
    await look()
    const { calls } = await client.getProposal('2')
    expect(calls?.map((call) => [call.contract, call.function, call.effect])).toEqual(
      regions.map((name) => ['ClassCatalog', 'addRegion', { kind: 'region', name }]),
    )
  })

  it('notifies its voters of the steps of the vote', async () => {
    await page.goto('/notifications')
    // Waits for the worker, which notifies voters once a minute about final blocks.
    await page.getByText(/Proposal 1 was executed and is in effect: Renters pay less/).waitFor({ timeout: 150_000 })
    await look()
    expect([...new Set(problems)]).toEqual([])
    expect(complaints.filter((complaint) => !complaint.includes('429'))).toEqual([])
  })
})
