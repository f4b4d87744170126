import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import type { Client } from '@infinitio/sdk'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRenter } from './actors/createActor.ts'
import { fundProvider, type Providing, provideByCommand } from './actors/provideByCommand.ts'
import { createSshIdentity, type SshIdentity } from './actors/sshAsPrinted.ts'
import { pageProblems } from './browser/checkPage.ts'
import { openPart } from './browser/checkoutSteps.ts'
import { desktop, openBrowser, phone } from './browser/openBrowser.ts'
import { openWalletVisitor } from './browser/openWalletVisitor.ts'
import { typeInShell } from './browser/renterSteps.ts'
import { startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'

// This test needs a deployment with two more machines, each with its own agent.
const probe = process.env.TEST_LONG === '1' ? await openBrowser() : null
await probe?.close()

describe.skipIf(probe === null)('the disk of a lease, in a browser', () => {
  let deployment: TestDeployment
  let browser: Browser
  let identity: SshIdentity
  let attic: Providing
  let vault: Providing
  let context: BrowserContext
  let page: Page
  let client: Client
  let complaints: string[]
  let leaseId: string
  const problems: string[] = []
  beforeAll(async () => {
    deployment = await startTestDeployment()
    browser = (await openBrowser()) ?? expect.unreachable()
    identity = createSshIdentity()
    attic = await provide('Attic', '0.04')
    vault = await provide('Vault', '2')
    // Opens the site at `localhost`, because browsers give pages their cryptography functions only there or over HTTPS.
    const baseURL = `http://localhost:${new URL(deployment.url).port}`
    const privateKey = generatePrivateKey()
    client = (await createRenter({ url: baseURL }, { privateKey })).client
    ;({ page, complaints, context } = await openWalletVisitor(browser, { baseURL, viewport: desktop, privateKey }))
  })
  afterAll(async () => {
    await browser?.close()
    for (const one of [attic, vault]) one?.kill()
    await Promise.all([attic?.ended, vault?.ended])
    identity?.remove()
    await deployment?.remove()
  })

  it('is copied on the lease’s page, and starts another lease whose checkout selects its snapshot', async () => {
    const machines = (await client.searchListings({ includeSimulated: 'false' })).items
    const own = machines.find(({ name }) => name !== 'Attic' && name !== 'Vault')?.node ?? ''
    await openCheckout(own)
    await openPart(page, 'Disk')
    await page.getByText('The home folder starts empty. You have no snapshot yet').waitFor()
    leaseId = await signAndOpen()
    await typeInShell(page, { command: 'echo precious > note; echo end', until: /\nend/ })
    await page.getByRole('button', { name: 'Take a snapshot' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign and copy' }).click()
    await page.getByText(/of files and takes .* of storage\. We store it until/).waitFor()
    await look()

    await openCheckout(nodeOf(attic))
    await openPart(page, 'Disk')
    await page.getByRole('radio', { name: /^Snapshot of .*from lease/ }).click()
    await page.getByText('You give 2 signatures and send no transaction').waitFor()
    await page.getByText('Your wallet asks for one more signature').waitFor()
    await look()
    const second = await signAndOpen()
    await expect.poll(async () => (await client.getLeaseDisk(second)).restore?.state, { timeout: 60_000 }).toBe('done')
    await typeInShell(page, { command: 'cat note; echo end', until: /precious/ })
    await endLease()
  })

  it('moves to a machine of the renter’s choice, is cancelled halfway, and continues where it was', async () => {
    await page.goto(`/leases/${leaseId}?tab=shell`)
    await typeInShell(page, { command: 'dd if=/dev/urandom of=big bs=1M count=300 status=none; echo end', until: /\nend/ })
    await page.getByRole('button', { name: 'Move to another machine' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: /^Attic.*Best fit.*less/ }).waitFor()
    expect(await dialog.getByRole('radio', { name: /^Attic/ }).getAttribute('aria-checked')).toBe('true')
    await dialog.getByText('You pay less, before fees').waitFor()
    await look()
    await dialog.getByRole('radio', { name: /^Vault.*more/ }).click()
    await dialog.getByText('You pay more, before fees').waitFor()
    await look()
    await dialog.getByRole('radio', { name: /^Attic/ }).click()
    await dialog.getByRole('button', { name: 'Sign and move' }).click()
    await page.getByText(/^Moving: (the disk is being copied|restoring your files)/).waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Cancel the move' }).click()
    await dialog.getByText('continues at once with its data').waitFor()
    await dialog.getByRole('button', { name: /^Cancel, and end lease \d+$/ }).click()
    await page.getByText(/never got your data and has ended, so it costs nothing more\.$/).waitFor({ timeout: 60_000 })
    await look()
    const { move } = await client.getLeaseDisk(leaseId)
    expect(move).toMatchObject({ state: 'cancelled', workingLeaseId: leaseId, newOver: true })
    await typeInShell(page, { command: 'cat note; echo end', until: /precious/ })
  })

  it('shows after a failed move which lease works, which is empty, and why', async () => {
    await page.getByRole('button', { name: 'Move to another machine' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign and move' }).click()
    await page.getByText(/^Moving: the disk is being copied/).waitFor({ timeout: 60_000 })
    const { snapshotId } = (await client.getLeaseDisk(leaseId)).move ?? {}
    await client.deleteSnapshot(snapshotId ?? '')
    await page.getByRole('alert').filter({ hasText: 'The move failed.' }).waitFor({ timeout: 60_000 })
    await page.getByText('has none of your data but is still billed. End that lease').waitFor()
    await look()
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  async function provide(name: string, price: string): Promise<Providing> {
    const providerKey = generatePrivateKey()
    const keyFile = join(identity.folder, `${name}.key`)
    writeFileSync(keyFile, providerKey, { mode: 0o600 })
    await fundProvider(deployment, privateKeyToAccount(providerKey).address)
    const env = { ...process.env, HOME: identity.folder, INFINITIO_URL: deployment.url }
    const args = ['--data', join(identity.folder, name), '--key-file', keyFile, '--price', price, '--name', name, '--country', 'Norway']
    return provideByCommand(args, env)
  }

  async function openCheckout(node: string): Promise<void> {
    await page.goto(`/gpus/${node}?hours=1`)
    await page.getByRole('button', { name: 'Hold for 5 min' }).click()
    await page.waitForURL('**/book/*')
    await page.getByRole('timer').waitFor()
  }

  async function signAndOpen(): Promise<string> {
    await page.getByRole('button', { name: 'Sign and start' }).click()
    const ready = page.getByText(/^Lease \d+ is ready$/)
    await ready.waitFor()
    const id = /\d+/.exec(await ready.innerText())?.[0] ?? ''
    await page.getByRole('link', { name: 'Open your lease' }).click()
    // The checkout shows the same shell. If the test typed there while the next page loads, a part of the text would be lost.
    await page.waitForURL(/\/leases\/\d+/)
    return id
  }

  async function endLease(): Promise<void> {
    await page.getByRole('button', { name: 'End the lease' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End the lease' }).click()
    await page.getByText('You ended it').first().waitFor()
  }

  /** Checks the page in light and dark, on a desktop and a phone. */
  async function look(): Promise<void> {
    for (const viewport of [phone, desktop]) {
      await page.setViewportSize(viewport)
      problems.push(...(await pageProblems(page)))
    }
  }
})

function nodeOf({ page }: Providing): string {
  return page.split('/').at(-1) ?? ''
}
