import type { Browser, Page } from '@playwright/test'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findThisMachine, holdMachine } from './actors/bookMachine.ts'
import { type Actor, createRenter } from './actors/createActor.ts'
import { pageProblems } from './browser/checkPage.ts'
import { holdOverTopBar, openCheckout, rentInstead, typeSetup, waitForTyped } from './browser/checkoutSteps.ts'
import { desktop, openBrowser, phone } from './browser/openBrowser.ts'
import { openWalletVisitor } from './browser/openWalletVisitor.ts'
import { findRaced } from './browser/raceSteps.ts'
import { signAndWait } from './browser/renterSteps.ts'
import { startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const probe = await openBrowser()
await probe?.close()

const typed = { ports: '8080, 9090', name: 'first-run' }

describe.skipIf(probe === null)('a checkout, in a browser', () => {
  let deployment: TestDeployment
  let browser: Browser
  let renter: Actor
  const problems: string[] = []
  const renterKey = generatePrivateKey()
  beforeAll(async () => {
    deployment = await startTestDeployment()
    renter = await createRenter(deployment, { privateKey: renterKey })
    browser = (await openBrowser()) ?? expect.unreachable()
  })
  afterAll(async () => {
    await browser?.close()
    await deployment?.remove()
  })

  const visit = (viewport = desktop) => openWalletVisitor(browser, { baseURL: deployment.url, privateKey: renterKey, viewport })

  /** Types invalid durations, and waits until the page blocks its button and shows the reason. */
  async function refuseTimes(page: Page, { waitForBlock }: { waitForBlock: () => Promise<void> }): Promise<void> {
    for (const refused of ['1000', '']) {
      const field = page.getByLabel('Time', { exact: true })
      const reason = page.getByText('Correct the time first. Nothing is signed until then.')
      // Types the value again until the page reacts, because input before the page is interactive is lost.
      const type = async () => {
        await field.fill('1')
        await field.fill(refused)
        return await reason.isVisible()
      }
      await waitFor({ what: `the page to refuse "${refused}"`, within: 60, read: type, until: (isRefused) => isRefused })
      await waitForBlock()
    }
    problems.push(...(await pageProblems(page)))
  }

  it.each([['a phone', phone] as const, ['a desk', desktop] as const])(
    'has its button within reach at once on %s, and one line for each option',
    async (_device, viewport) => {
      const { page, complaints, context } = await visit(viewport)
      const { node } = await findThisMachine(renter)
      await openCheckout(page, { node, hours: 1 })
      const sign = await page.getByRole('button', { name: 'Sign and start' }).boundingBox()
      expect((sign?.y ?? Number.NaN) + (sign?.height ?? 0)).toBeLessThanOrEqual(viewport.height)
      const ports = page.locator('summary', { has: page.getByRole('heading', { name: 'Ports', exact: true }) })
      expect(await ports.innerText()).toMatch(/Ports\s+None\s+Add/)
      await typeSetup(page, typed)
      await ports.click()
      await ports.getByText('Change', { exact: true }).waitFor()
      expect(await ports.innerText()).toMatch(/Ports\s+8080, 9090\s+Change/)
      problems.push(...(await pageProblems(page)))
      expect([...new Set(problems)]).toEqual([])
      expect(complaints).toEqual([])
      await context.close()
    },
  )

  it('orders nothing while the field shows a time that is not valid', async () => {
    const { page, complaints, context } = await visit()
    const { node } = await findThisMachine(renter)
    await page.goto(`/gpus/${node}?gpus=1&hours=1`)
    const rent = page.getByRole('link', { name: 'Rent now' })
    await refuseTimes(page, { waitForBlock: () => page.locator('a[aria-disabled="true"]', { hasText: 'Rent now' }).waitFor() })
    await rent.click({ force: true })
    expect(new URL(page.url()).pathname).toBe(`/gpus/${node}`)
    await openCheckout(page, { node, hours: 1 })
    await refuseTimes(page, { waitForBlock: () => page.locator('button:disabled', { hasText: 'Sign and start' }).waitFor() })
    await page.getByLabel('Time', { exact: true }).fill('2')
    await page.locator('button:enabled', { hasText: 'Sign and start' }).waitFor()
    await page.waitForURL('**seconds=7200*')
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('rents a machine without a hold, and a reload retains the typed values', async () => {
    const { page, complaints, context } = await visit()
    const { node } = await findThisMachine(renter)
    await openCheckout(page, { node, hours: 1 })
    await page.getByText('Rent 1 slot of machine', { exact: false }).waitFor()
    await typeSetup(page, typed)
    problems.push(...(await pageProblems(page)))
    await page.reload()
    await waitForTyped(page, typed)
    const leaseId = await signAndWait(page)
    const lease = await renter.client.getLease(leaseId)
    expect(lease).toMatchObject({ state: 'active', name: typed.name, access: { ports: [8_080, 9_090] } })
    expect(await renter.client.getOrder(lease.bidHash)).toMatchObject({ holdId: null })
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('rents for a start tomorrow: the lease is booked today and starts then', async () => {
    const { page, complaints, context } = await visit()
    const { node } = await findRaced(renter)
    const startHour = Math.floor((await renter.client.getChain()).chainNow / 3_600) + 24
    await openCheckout(page, { node, hours: 2, startHour })
    await page.getByText(/^The lease starts \w{3} \d+ \w{3}, \d\d:00/).waitFor()
    problems.push(...(await pageProblems(page)))
    await page.getByRole('button', { name: 'Sign and rent' }).click()
    await page.getByRole('heading', { name: /^Your lease starts / }).waitFor()
    problems.push(...(await pageProblems(page)))
    await page.getByRole('link', { name: 'Open your lease' }).click()
    await page.waitForURL('**/leases/*')
    const lease = await renter.client.getLease(new URL(page.url()).pathname.split('/').at(-1) ?? '')
    expect(lease).toMatchObject({ state: 'booked', terms: { node, start: startHour * 3_600, durationSeconds: 7_200 } })
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('offers the next best machine with the typed values if another renter takes this one', async () => {
    const { page, complaints, context } = await visit()
    const rival = await createRenter(deployment)
    const listing = await findRaced(renter)
    await openCheckout(page, { node: listing.node, hours: 1 })
    await typeSetup(page, typed)
    await holdMachine(rival, { listing, durationSeconds: 3_600 })
    await page.getByRole('alert').getByText('The machine is no longer free', { exact: false }).waitFor()
    problems.push(...(await pageProblems(page)))
    const other = await rentInstead(page, listing)
    await waitForTyped(page, typed)
    expect(await renter.client.getListing({ node: other, query: {} })).toMatchObject({ classId: listing.classId })
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('shows a current hold on every page, with a link to its checkout', async () => {
    const { page, complaints, context } = await visit(phone)
    const { node } = await findRaced(renter)
    await page.goto(`/gpus/${node}?gpus=1&hours=1`)
    await page.getByRole('button', { name: 'Hold for 5 min' }).click()
    await page.waitForURL('**/book/*')
    await page.getByRole('timer').waitFor()
    const checkout = page.url()
    await page.getByRole('button', { name: 'Sign and start' }).waitFor()
    await page.getByText('What you sign, in words').scrollIntoViewIfNeeded()
    expect(await holdOverTopBar(page)).toBeLessThanOrEqual(0)
    const strip = page.getByRole('complementary', { name: 'Your hold' })
    for (const path of ['/', '/gpus', '/leases', `/gpus/${node}`]) {
      await page.goto(path)
      await strip.getByRole('timer').waitFor()
    }
    problems.push(...(await pageProblems(page)))
    await page.goto(`/rent/${node}?gpus=1&seconds=3600`)
    await page.getByRole('link', { name: 'Continue to checkout' }).waitFor()
    await strip.getByRole('link', { name: 'Continue' }).click()
    await page.waitForURL(checkout)
    await page.getByRole('button', { name: 'Release' }).click()
    await strip.waitFor({ state: 'hidden' })
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })
})
