import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@infinitio/sdk'
import type { Browser, Page } from '@playwright/test'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { fundWallet, startPairing } from './actors/startPairing.ts'
import { pageProblems } from './browser/checkPage.ts'
import { desktop, openBrowser, openVisitor, phone } from './browser/openBrowser.ts'
import { openBurner } from './browser/openBurner.ts'
import { oneSimulatedMachine, startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const browser = await openBrowser()
/** The folder for a picture of each step. If PICTURES is not set, the test takes no pictures. */
const pictures = process.env.PICTURES

describe.skipIf(browser === null)('a machine without the key of a wallet', () => {
  let deployment: TestDeployment
  let folder: string
  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: oneSimulatedMachine })
    folder = mkdtempSync(join(tmpdir(), 'infinitio-pair-'))
  })
  afterAll(async () => {
    await browser?.close()
    await deployment?.remove()
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  })

  it('is paired by a link with a wallet in the browser, listed, and its copied link is refused', async () => {
    const privateKey = generatePrivateKey()
    const account = privateKeyToAccount(privateKey).address
    await fundWallet(deployment, account)
    const dataDir = join(folder, 'attic')
    const env = { ...process.env, HOME: folder, INFINITIO_URL: deployment.url }
    const args = ['--data', dataDir, '--price', '0.07', '--name', 'Attic', '--account', account]
    const machine = await startPairing(args, env)
    onTestFinished(() => machine.kill())
    const problems: string[] = []
    const { page, context, complaints } = await openBurner(browser as Browser, { deployment, privateKey, viewport: desktop, colorScheme: 'light' })
    const sent: string[] = []
    page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''} ${JSON.stringify(request.headers())}`))

    await page.goto('/provide/pair')
    await page.getByRole('heading', { name: 'Open the link from your machine' }).waitFor()
    await look(page, 'none')
    await page.goto(`/provide/pair#${'A'.repeat(69)}`)
    await page.getByRole('alert').filter({ hasText: 'node.pairing_unknown' }).waitFor()
    // Opens a link with another node key in it. The page must notice that before it asks the wallet for anything.
    const fragment = new URL(machine.link).hash.slice(1)
    await page.goto(`/provide/pair#${fragment.slice(0, -6)}AAAAAA`)
    await page.getByText('node.pairing_changed').waitFor()

    await page.goto(machine.link)
    await page.getByText('Attic').waitFor()
    await look(page, 'take')
    await page.getByRole('button', { name: 'Use this wallet' }).click()
    const label = await page.getByRole('status', { name: /^Six characters: / }).getAttribute('aria-label')
    const characters = label?.replace('Six characters: ', '').replaceAll(' ', '') ?? ''
    expect(characters).toMatch(/^[0-9A-Z]{6}$/)
    await waitFor({
      what: 'the machine to show the characters',
      within: 60,
      read: () => /^Six characters: (.*)$/m.exec(machine.output())?.[1]?.replace(' ', '') ?? '',
      until: (shown) => shown === characters,
    })
    expect(await page.getByRole('button', { name: /^Lock|^Register|^Sign/ }).count()).toBe(0)
    await look(page, 'compare')

    const copied = await openBurner(browser as Browser, { deployment, privateKey: generatePrivateKey(), viewport: phone, colorScheme: 'dark' })
    await copied.page.goto(machine.link)
    await copied.page.getByText('node.pairing_used').waitFor()
    await look(copied.page, 'copied')
    await copied.context.close()

    // The person closes the page before and after the comparison, and opens the same link again in the same browser.
    await page.goto('/provide')
    const second = await context.newPage()
    await second.goto(machine.link)
    await second.getByRole('button', { name: 'They are the same' }).click()
    await second.getByRole('heading', { name: 'Step 1 of 3: Lock the bond' }).waitFor()
    await second.close()
    await page.goto(machine.link)
    await page.getByRole('heading', { name: 'Step 1 of 3: Lock the bond' }).waitFor()
    expect(await page.getByRole('button', { name: 'They are the same' }).count()).toBe(0)
    await look(page, 'bond')
    // All PT are in the Market balance. The page moves the missing amount into the wallet without another tab.
    await page.getByRole('button', { name: /^Withdraw .* PT to your wallet$/ }).click()
    await page.getByText('are in your Market balance').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /^Lock .* PT$/ }).click()
    await page.getByRole('heading', { name: 'Step 2 of 3: Register the machine' }).waitFor()

    // The command was stopped after the bond was paid. With a new link the person continues from there, and nothing is paid twice.
    machine.kill()
    await machine.ended
    const again = await startPairing(args, env)
    onTestFinished(() => again.kill())
    await page.goto('/provide')
    await page.goto(machine.link)
    await page.getByText('node.pairing_unknown').waitFor()
    await page.goto(again.link)
    await page.getByRole('button', { name: 'Use this wallet' }).click()
    await page.getByRole('button', { name: 'They are the same' }).click()
    await page.getByRole('heading', { name: 'Step 2 of 3: Register the machine' }).waitFor()
    await page.getByRole('button', { name: 'Register the machine' }).click()
    await page.getByRole('heading', { name: 'Step 3 of 3: Sign the permission' }).waitFor()
    await page.getByText('The machine asks at least 0.07 PT/h for each GPU.').waitFor()
    await look(page, 'permission')
    await page.getByRole('button', { name: 'Sign the permission' }).click()

    const listing = await waitFor({
      what: 'the machine to be listed',
      within: 90,
      read: () => /^Listed: (\S+)$/m.exec(again.output())?.[1] ?? '',
      until: (found) => found !== '',
    })
    await page.getByText('The machine is listed.').waitFor()
    await look(page, 'done')
    const node = listing.split('/').at(-1) ?? ''
    const shown = await createClient({ baseUrl: deployment.url }).getListing({ node, query: {} })
    expect(shown.listing).toMatchObject({ name: 'Attic', provider: account.toLowerCase() })

    expect(statSync(join(dataDir, 'mandate.json')).mode & 0o777).toBe(0o600)
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    for (const file of files) expect(readFileSync(join(file.parentPath, file.name), 'utf8'), file.name).not.toContain(privateKey.slice(2))
    expect(existsSync(join(dataDir, 'session.token'))).toBe(false)
    for (const secret of [fragment, new URL(again.link).hash.slice(1)]) expect(sent.join('\n')).not.toContain(secret)
    expect(problems).toEqual([])
    expect(complaints.filter((complaint) => !/40[49]|410|status of 4/.test(complaint))).toEqual([])
    await context.close()

    async function look(seen: Page, name: string): Promise<void> {
      problems.push(...(await pageProblems(seen)))
      if (pictures === undefined) return
      for (const viewport of [desktop, phone])
        for (const colorScheme of ['light', 'dark'] as const) {
          await seen.setViewportSize(viewport)
          await seen.emulateMedia({ colorScheme })
          await seen.locator(`html[data-theme="${colorScheme}"]`).waitFor()
          await seen.screenshot({ path: join(pictures, `${name}-${viewport.width}-${colorScheme}.png`), fullPage: true })
        }
      await seen.setViewportSize(desktop)
    }
  })

  it('shows the wallet that the machine refused it, and asks it for nothing', async () => {
    const other = privateKeyToAccount(generatePrivateKey()).address
    const machine = await startPairing(['--data', join(folder, 'garage'), '--price', '0.07', '--account', other], {
      ...{ ...process.env, HOME: folder, INFINITIO_URL: deployment.url },
    })
    onTestFinished(() => machine.kill())
    const privateKey = generatePrivateKey()
    const { page, context } = await openBurner(browser as Browser, { deployment, privateKey, viewport: desktop, colorScheme: 'light' })
    await page.goto(machine.link)
    await page.getByRole('button', { name: 'Use this wallet' }).click()
    await page.getByText('node.pairing_refused').waitFor()
    expect(await machine.ended).toBe(70)
    for (const name of ['They are the same', /^Lock/, /^Register/, /^Sign the/]) expect(await page.getByRole('button', { name }).count()).toBe(0)
    await context.close()
  })

  it('shows a stranger without a wallet what the link asks, and a button to connect', async () => {
    const machine = await startPairing(
      ['--data', join(folder, 'cellar'), '--price', '0.07', '--account', privateKeyToAccount(generatePrivateKey()).address],
      { ...process.env, HOME: folder, INFINITIO_URL: deployment.url },
    )
    onTestFinished(() => machine.kill())
    const { page, context } = await openVisitor(browser as Browser, { baseURL: deployment.url, viewport: phone, colorScheme: 'dark' })
    await page.goto(machine.link)
    await page.getByRole('button', { name: 'Connect wallet to sign' }).waitFor()
    expect(await page.getByRole('button', { name: 'Use this wallet' }).count()).toBe(0)
    await context.close()
  })
})
