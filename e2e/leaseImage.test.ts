import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generatePrivateKey } from 'viem/accounts'
import { createRenter } from './actors/createActor.ts'
import { pageProblems } from './browser/checkPage.ts'
import { openPart } from './browser/checkoutSteps.ts'
import { desktop, openBrowser } from './browser/openBrowser.ts'
import { openWalletVisitor } from './browser/openWalletVisitor.ts'
import { openThisMachine, typeInShell } from './browser/renterSteps.ts'
import { installPodman } from './containers/installPodman.ts'
import { publishImage } from './containers/publishImage.ts'
import { startContainerDeployment } from './containers/startContainerDeployment.ts'
import { startRegistry, type TestRegistry } from './containers/startRegistry.ts'
import { hasNamespaces } from './network/namespaces.ts'

// This test needs its own deployment with a container engine.
const probe = process.env.TEST_LONG === '1' ? await openBrowser() : null
await probe?.close()
const canRun = probe !== null && hasNamespaces() && !('missing' in installPodman())

describe.skipIf(!canRun)("a lease in an image of its renter's, in a browser", () => {
  let registry: TestRegistry
  let deployment: Awaited<ReturnType<typeof startContainerDeployment>>
  let browser: Browser
  beforeAll(async () => {
    registry = await startRegistry()
    deployment = await startContainerDeployment({ registry: registry.host })
    browser = (await openBrowser()) ?? expect.unreachable()
  })
  afterAll(async () => {
    await browser?.close()
    registry?.release()
    await deployment?.remove()
    registry?.close()
  })

  it('is ready and billed before the image arrives, shows its progress, and opens its shell again in it; a failed image is shown with its reason', async () => {
    const image = publishImage({ engine: deployment.engine, registry }, { changes: [], add: fill })
    // Opens the site at `localhost`, because browsers give pages their cryptography functions only there or over HTTPS.
    const baseURL = `http://localhost:${new URL(deployment.url).port}`
    const privateKey = generatePrivateKey()
    await createRenter({ url: baseURL }, { privateKey })
    const { page, complaints, context } = await openWalletVisitor(browser, { baseURL, viewport: desktop, privateKey })
    const problems: string[] = []
    const look = async () => void problems.push(...(await pageProblems(page)))

    registry.hold()
    await bookImage(page, { image, look })
    await page.getByText(/^Your image is downloading: \d+ %\.$/).waitFor()
    await typeInShell(page, { command: 'cat /etc/mine', until: /No such file/ })
    await look()
    registry.release()
    await page.getByText('Your image is on the machine.').waitFor()
    await page.locator('.xterm-rows').filter({ hasText: '~#', hasNotText: 'No such file' }).waitFor()
    await typeInShell(page, { command: 'cat /etc/mine; echo end', until: /yesend/ })
    await look()
    await endLease(page)

    await bookImage(page, { image: image.replace(registry.host, '10.0.0.1:5000'), look })
    const refused = page.getByRole('alert').filter({ hasText: 'The machine could not get your image.' })
    await refused.waitFor()
    expect(await refused.innerText()).toContain('node.image_unavailable: this machine takes no images from 10.0.0.1:5000')
    await look()
    await endLease(page)
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })
})

/** Makes the image larger than what the registry sends at once. */
function fill(root: string): void {
  writeFileSync(join(root, 'etc/mine'), 'yes')
  writeFileSync(join(root, 'etc/fill'), randomBytes(1_000_000))
}

/**
 * Rents this machine with an image, waits until it is ready, and opens its shell. A machine that is still wiping the previous lease is not free yet.
 */
async function bookImage(page: Page, { image, look }: { image: string; look: () => Promise<void> }): Promise<void> {
  await openThisMachine(page)
  await page.getByRole('button', { name: 'Hold for 5 min' }).click()
  await page.waitForURL('**/book/*')
  await page.getByRole('timer').waitFor()
  await openPart(page, 'Template')
  await page.getByRole('radio', { name: /^Your image/ }).click()
  const field = page.getByLabel('Image with its digest')
  await field.fill(image.replace(/@.*/, ':latest'))
  await page.getByText('Add the digest of the image').waitFor()
  await look()
  await field.fill(image)
  await page.getByRole('button', { name: 'Sign and start' }).click()
  await page.getByText(/^Lease \d+ is ready$/).waitFor()
  await page.getByRole('link', { name: 'Open your lease' }).click()
}

async function endLease(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'End the lease' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'End the lease' }).click()
  await page.getByText('You ended it').first().waitFor()
}
