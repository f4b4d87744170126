import type { Browser } from '@playwright/test'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pTokensHeld } from './actors/pTokensHeld.ts'
import { pageProblems } from './browser/checkPage.ts'
import { signInAsProvider } from './browser/developmentVoter.ts'
import { deploymentKey } from './browser/openBurner.ts'
import { desktop, openBrowser, openVisitor, phone } from './browser/openBrowser.ts'
import { askBondBack, withdrawBond } from './browser/providerSteps.ts'
import { moveTimeOn } from './browser/voteSteps.ts'
import { oneSimulatedMachine, startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'

// This test starts a market and moves time by 36 days, which takes minutes.
const probe = process.env.TEST_LONG === '1' ? await openBrowser() : null
await probe?.close()

describe.skipIf(probe === null)('a part of the bond, by the page', { timeout: 600_000 }, () => {
  let deployment: TestDeployment
  let browser: Browser
  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: oneSimulatedMachine })
    browser = (await openBrowser()) ?? expect.unreachable()
  })
  afterAll(async () => {
    await browser?.close()
    await deployment?.remove()
  })

  it('is asked back, waits for 35 days, and is paid into the wallet to the unit', async () => {
    const { page, context, complaints } = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' })
    const provider = privateKeyToAccount(deploymentKey(deployment, 'provider')).address.toLowerCase()
    await signInAsProvider(page, deployment)
    await page.goto('/provide')
    await askBondBack(page)
    const held = await pTokensHeld(deployment, provider)
    await page.goto('/govern')
    for (const span of ['14\u00a0d', '14\u00a0d', '8\u00a0d']) await moveTimeOn(page, span)
    await page.goto('/provide')
    const problems: string[] = []
    for (const viewport of [phone, desktop]) {
      await page.setViewportSize(viewport)
      problems.push(...(await pageProblems(page)))
    }
    await withdrawBond(page)
    expect((await pTokensHeld(deployment, provider)) - held).toBe(10n ** 18n)
    await page.getByText('Asked back', { exact: true }).waitFor({ state: 'detached' })
    expect([...new Set(problems)]).toEqual([])
    expect(complaints.filter((complaint) => !complaint.includes('429'))).toEqual([])
    await context.close()
  })
})
