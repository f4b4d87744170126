import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Browser, Page } from '@playwright/test'
import { deploymentKey, openBurner } from '../../e2e/browser/openBurner.ts'
import { openVisitor } from '../../e2e/browser/openBrowser.ts'
import { typeInShell } from '../../e2e/browser/renterSteps.ts'
import type { TestDeployment } from '../../e2e/deployment/startTestDeployment.ts'
import { waitFor } from '../../e2e/deployment/waitFor.ts'

/** The size of the browser window. It is narrow, so that its text is readable in the column of a guide. */
const viewport = { width: 1_024, height: 640 }
/**
 * Pixels of a picture for each CSS pixel of the window. A picture's size must equal the size that the guides reserve (`apps/web/features/docs/pictureSize.ts`).
 */
const scale = 1.25
const quality = 80
/** How many simulated machines the market has, besides this machine. */
export const simulatedMachines = 12
/** Maximum size of a picture, in bytes. A larger picture makes a guide slow on a phone. */
const mostBytes = 80_000
const themes = [
  { colorScheme: 'light', suffix: '' },
  { colorScheme: 'dark', suffix: '-dark' },
] as const

/**
 * Takes the pictures for the quick starts in both themes and writes them to a folder. They show the pages as a renter, a provider and an operator see them.
 * Throws if a picture is too large.
 */
export async function takePictures(
  deployment: TestDeployment,
  { browser, folder }: { readonly browser: Browser; readonly folder: string },
): Promise<string[]> {
  const files: string[] = []
  const take = async (page: Page, name: string) => void files.push(...(await takeBoth(page, join(folder, name))))
  const look = { viewport, colorScheme: 'light' } as const

  await waitFor({
    what: 'all machines to be listed',
    within: 180,
    read: () => listedMachines(deployment),
    until: (count) => count > simulatedMachines,
  })
  const renter = await openVisitor(browser, { baseURL: deployment.url, ...look })
  await rent(renter.page, new URL(deployment.address).hash, take)
  await renter.context.close()

  const provider = await openBurner(browser, { deployment, privateKey: deploymentKey(deployment, 'provider'), ...look })
  await provider.page.goto('/provide')
  await take(provider.page, 'quickstart-provider-1')
  await provider.page.goto('/status')
  // The state of the validators is loaded last, so wait for it.
  await provider.page.getByText('Validators cannot confirm serving time now').waitFor()
  await take(provider.page, 'quickstart-operator-1')
  await provider.context.close()
  return files
}

/** Waits a second, then returns the number of listed machines. The pause is necessary because the API limits requests. */
async function listedMachines({ apiUrl }: TestDeployment): Promise<number> {
  await delay(1_000)
  const { total = 0 } = (await (await fetch(`${apiUrl}/listings?includeSimulated=true`)).json()) as { total?: number }
  return total
}

/** Rents this machine as a person without a wallet: search, checkout, lease with its terminal, receipt. */
async function rent(page: Page, token: string, take: (page: Page, name: string) => Promise<void>): Promise<void> {
  await page.goto(`/gpus${token}`)
  await page
    .getByRole('link', { name: /^Rent 1 × / })
    .first()
    .waitFor()
  // The filters load after the list.
  await page.getByText('What you run').first().waitFor()
  await take(page, 'quickstart-renter-1')
  await page
    .getByRole('link', { name: /^Rent 1 × CPU slot/ })
    .first()
    .click()
  await page.getByRole('link', { name: 'Rent now' }).click()
  await page.getByRole('button', { name: /Burner wallet/ }).click()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: 'Sign and start' }).waitFor()
  await take(page, 'quickstart-renter-2')
  await page.getByRole('button', { name: 'Sign and start' }).click()
  const ready = page.getByText(/^Lease \d+ is ready$/)
  await ready.waitFor()
  const leaseId = /\d+/.exec((await ready.textContent()) ?? '')?.[0] ?? ''
  await typeInShell(page, { command: 'nproc; echo ready=$((6*7))', until: /ready=42/ })
  await take(page, 'quickstart-renter-3')
  await page.goto(`/leases/${leaseId}`)
  await page.getByRole('button', { name: 'End the lease' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'End the lease' }).click()
  await page.getByText('You ended it').first().waitFor()
  await take(page, 'quickstart-renter-4')
}

/** Takes pictures of the current page in both themes, once content has replaced all its placeholders. */
async function takeBoth(page: Page, path: string): Promise<string[]> {
  const files: string[] = []
  // Playwright cannot write WebP, so the picture is requested from the browser through its debugging protocol.
  const browser = await page.context().newCDPSession(page)
  await page.addStyleTag({ content: '* { caret-color: transparent !important; animation: none !important; }' })
  await page.locator('[data-sonner-toast]').first().waitFor({ state: 'detached' })
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }))
  for (const { colorScheme, suffix } of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor()
    await page.waitForFunction(() => document.querySelectorAll('.skel').length === 0)
    const clip = { x: 0, y: await page.evaluate(() => scrollY), ...viewport, scale }
    const { data } = await browser.send('Page.captureScreenshot', { format: 'webp', quality, clip })
    const file = `${path}${suffix}.webp`
    writeFileSync(file, Buffer.from(data, 'base64'))
    if (statSync(file).size > mostBytes) throw new Error(`${file} has ${statSync(file).size} bytes, more than ${mostBytes}`)
    files.push(file)
  }
  await page.emulateMedia({ colorScheme: 'light' })
  return files
}
