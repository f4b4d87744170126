import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findThisMachine } from './actors/bookMachine.ts'
import { createRenter } from './actors/createActor.ts'
import { differenceFromPicture } from './browser/comparePicture.ts'
import { desktop, openBrowser, openVisitor, phone } from './browser/openBrowser.ts'
import { startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const browser = await openBrowser()

/** Compares six pages with stored pictures. The visitor is new, once on a desktop in the light theme and once on a phone in the dark theme. */
describe.skipIf(browser === null)('six pages look as they did', () => {
  let deployment: TestDeployment
  let listing: string
  beforeAll(async () => {
    // Start only one simulated machine. With more, the order of the list would be different in each deployment.
    deployment = await startTestDeployment({ settings: { AGENT_SIMULATED_NODES: '1' } })
    const renter = await createRenter(deployment)
    listing = `/gpus/${(await findThisMachine(renter)).node}`
    await waitFor({
      what: 'the simulated machine to be listed',
      within: 120,
      read: () => renter.client.searchListings({ includeSimulated: 'true' }),
      until: ({ total }) => total === 2,
    })
  })
  afterAll(async () => {
    await browser?.close()
    await deployment?.remove()
  })

  const pages = [
    { name: 'home', path: () => '/' },
    { name: 'search', path: () => '/gpus' },
    { name: 'listing', path: () => listing },
    { name: 'market', path: () => '/market' },
    { name: 'orders', path: () => '/orders' },
    { name: 'wallet', path: () => '/wallet' },
  ]
  const windows = [
    { of: 'desk', viewport: desktop, colorScheme: 'light' },
    { of: 'phone', viewport: phone, colorScheme: 'dark' },
  ] as const

  for (const { of, viewport, colorScheme } of windows)
    it(`on a ${of}, in the ${colorScheme === 'light' ? 'light' : 'dark'}`, async () => {
      const { page, context } = await openVisitor(browser as Browser, { baseURL: deployment.url, viewport, colorScheme })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const differences: (string | null)[] = []
      for (const { name, path } of pages) {
        await page.goto(path())
        await page.locator('main').first().waitFor()
        await expect.poll(() => page.locator('.skel').count()).toBe(0)
        // Wait for the map, which loads after the list beside it.
        if (name === 'search' && of === 'desk')
          for (const part of ['.mapbox path', '.mappin']) await page.locator(part).first().waitFor({ state: 'attached' })
        // Wait for this text: once it is shown, the page has read the status and its texts no longer change.
        await page.getByText('All systems normal').waitFor()
        await page.evaluate(() => document.fonts.ready.then(() => undefined))
        differences.push(await differenceFromPicture(page, { name: `${name}-${of}` }))
      }
      await context.close()
      expect(differences.filter((difference) => difference !== null)).toEqual([])
    })
})
