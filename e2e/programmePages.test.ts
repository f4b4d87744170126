import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageProblems } from './browser/checkPage.ts'
import { deploymentKey, openBurner } from './browser/openBurner.ts'
import { desktop, openBrowser, phone } from './browser/openBrowser.ts'
import { fundProgramme, voteOnProgramme } from './browser/programmeSteps.ts'
import { delegateTo } from './browser/voteSteps.ts'
import { startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'

// In this test, three votes last for their whole voting time.
const probe = process.env.TEST_LONG === '1' ? await openBrowser() : null
await probe?.close()

describe.skipIf(probe === null)('incentive programmes, in a browser', { timeout: 600_000 }, () => {
  let deployment: TestDeployment
  let browser: Browser
  beforeAll(async () => {
    deployment = await startTestDeployment()
    browser = (await openBrowser()) ?? expect.unreachable()
  })
  afterAll(async () => {
    await browser?.close()
    await deployment?.remove()
  })

  it('are created, funded, paused and closed by clicks, and each state is shown differently', async () => {
    const { page, complaints, context } = await openBurner(browser, { deployment, privateKey: deploymentKey(deployment, 'provider'), ...onDesk })
    const { session } = (await (await page.request.get('/api/v1/session')).json()) as { session: { account: string } }
    const voter = await openBurner(browser, { deployment, privateKey: deploymentKey(deployment, 'simulated-provider'), ...onDesk })
    await delegateTo(voter.page, session.account)
    await voter.context.close()
    const problems: string[] = []
    const look = async () => {
      for (const viewport of [phone, desktop]) {
        await page.setViewportSize(viewport)
        problems.push(...(await pageProblems(page)))
        await page.getByRole('columnheader', { name: 'Remaining' }).click({ trial: true })
      }
    }

    const act = '/govern/proposals/new?kind'
    const made = [
      ['Name', 'Any GPU'],
      ['Highest pay per epoch (1 hour)', '0.5'],
    ] as const
    await voteOnProgramme(page, { path: `${act}=programme`, fields: made, title: 'Make a programme' })
    await page.getByText('Empty: waits for a sponsor').waitFor()
    await page.getByText('No sponsor yet').waitFor()
    await look()

    await fundProgramme(page, { amount: '5', account: session.account })
    await page.getByText('enough for 10 epochs').waitFor()
    await look()

    const rate = [['Highest pay per epoch (1 hour)', '0']] as const
    await voteOnProgramme(page, { path: `${act}=programmeRate&programme=1`, fields: rate, title: 'Pause it' })
    await page.getByText('Paused by a vote').waitFor()
    await page.getByText('It pays nothing until a vote sets a rate.', { exact: false }).waitFor()
    await look()

    await voteOnProgramme(page, { path: `${act}=programmeClose&programme=1`, fields: [], title: 'Close it' })
    await page.getByText('Closed by a vote').waitFor()
    await page.getByText('5.0000 PT moved to the reserve’s surplus').waitFor()
    expect(await page.getByRole('button', { name: 'Fund programme' }).count()).toBe(0)
    await look()

    expect(problems).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })
})

const onDesk = { viewport: desktop, colorScheme: 'light' } as const
