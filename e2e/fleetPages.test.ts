import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@infinitio/sdk'
import type { Browser } from '@playwright/test'
import type { Hex } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRenter } from './actors/createActor.ts'
import { type Providing, provideByCommand } from './actors/provideByCommand.ts'
import { registerFleet } from './actors/registerFleet.ts'
import { createSshIdentity, hasOpenSsh, type SshIdentity } from './actors/sshAsPrinted.ts'
import { pageProblems } from './browser/checkPage.ts'
import { desktop, openBrowser, phone } from './browser/openBrowser.ts'
import { openWalletVisitor } from './browser/openWalletVisitor.ts'
import { takeOther } from './browser/raceSteps.ts'
import { startTestHouse, type TestHouse } from './house/startTestHouse.ts'
import { waitFor } from './house/waitFor.ts'

// A second machine with an agent of its own, and a thousand without: two minutes.
const probe = process.env.TEST_LONG === '1' && hasOpenSsh() ? await openBrowser() : null
await probe?.close()

const fleetNodes = 1_000

describe.skipIf(probe === null)('many machines, in a browser', () => {
  let house: TestHouse
  let browser: Browser
  let identity: SshIdentity
  let providerKey: Hex
  let attic: Providing
  const problems: string[] = []
  beforeAll(async () => {
    house = await startTestHouse({ settings: { NODE_SUSPECT_SECONDS: '5' } })
    browser = (await openBrowser()) ?? expect.unreachable()
    identity = createSshIdentity()
    providerKey = (await createClient({ baseUrl: house.url }).getProviderKey()).privateKey as Hex
    const keyFile = join(identity.folder, 'provider.key')
    writeFileSync(keyFile, providerKey, { mode: 0o600 })
    const args = ['--data', join(identity.folder, 'attic'), '--key-file', keyFile, '--price', '0.06', '--name', 'Attic', '--country', 'Norway']
    attic = await provideByCommand(args, { ...process.env, HOME: identity.folder, INFINITIO_URL: house.url })
  })
  afterAll(async () => {
    await browser?.close()
    attic?.kill()
    await attic?.ended
    identity?.remove()
    await house?.remove()
  })

  const visit = (privateKey: Hex, viewport = desktop) => openWalletVisitor(browser, { baseURL: house.url, privateKey, viewport })

  it('are paused together, with one signature each, and listed again as they were', async () => {
    const { page, person, complaints, context } = await visit(providerKey)
    await page.goto('/provide')
    const grid = page.getByRole('grid', { name: 'Nodes' })
    await grid.getByRole('row', { name: /Attic.*Listed/ }).waitFor()
    await page.getByLabel('Choose all that are shown').check()
    await page.getByRole('button', { name: 'Pause 2', exact: true }).click()
    const dialog = page.getByRole('dialog')
    person.answer = 'refuse'
    await dialog.getByRole('button', { name: 'Sign and pause 2' }).click()
    await dialog.getByRole('alert').filter({ hasText: 'Nothing was sent. wallet.rejected' }).waitFor()
    problems.push(...(await pageProblems(page)))
    person.answer = 'sign'
    await dialog.getByRole('button', { name: 'Sign and pause 2' }).click()
    await dialog.getByText('2 nodes changed.').waitFor()
    expect(await dialog.getByText('Done, as the order book says').count()).toBe(2)
    await dialog.getByRole('button', { name: 'Close' }).click()
    for (const name of ['Attic', 'This machine']) await grid.getByRole('row', { name: new RegExp(`${name}.*Paused`) }).waitFor()
    expect((await createClient({ baseUrl: house.url }).searchListings({ includeSimulated: 'false' })).total).toBe(0)
    await page.getByRole('button', { name: 'List 2 again' }).click()
    await dialog.getByRole('button', { name: 'Sign and list 2' }).click()
    await dialog.getByText('2 nodes changed.').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()
    await waitFor({
      what: 'both to be listed again',
      within: 60,
      read: () => createClient({ baseUrl: house.url }).searchListings({ includeSimulated: 'false', sort: 'price' }),
      until: ({ items }) =>
        items.map(({ name, ask }) => `${name} ${ask.pricePerGpuSecond}`).join() === 'This machine 13888888888888,Attic 16666666666666',
    })
    expect(complaints).toEqual([])
    await context.close()
  })

  it('are a thousand in one table that is walked by keys, searched and ordered, on a desk and on a phone', async () => {
    const privateKey = generatePrivateKey()
    await registerFleet(house, { client: createClient({ baseUrl: house.url }), privateKey, nodes: fleetNodes })
    const { page, complaints, context } = await visit(privateKey)
    await page.goto('/provide')
    const grid = page.getByRole('grid', { name: 'Nodes' })
    await grid.getByText('1000 nodes').waitFor()
    await expect.poll(() => grid.getAttribute('aria-rowcount'), { timeout: 60_000 }).toBe(String(fleetNodes + 1))
    // Of a thousand no more is drawn than can be seen, and some around it.
    expect(await grid.locator('[data-row]').count()).toBeLessThan(100)
    await grid.focus()
    await page.keyboard.press('End')
    await grid.locator(`[data-row][aria-rowindex="${fleetNodes + 1}"]`).waitFor()
    await page.keyboard.press('Control+a')
    await page.getByText('1000 of 1000 chosen').waitFor()
    await page.keyboard.press('Escape')
    await grid.getByRole('button', { name: 'Status' }).click()
    await page.keyboard.press('Home')
    problems.push(...(await pageProblems(page)))
    await page.setViewportSize(phone)
    await grid.locator('[data-row]').first().waitFor()
    problems.push(...(await pageProblems(page)))
    expect(complaints).toEqual([])
    await context.close()
  })

  it('stand in for one that falls silent while it is booked: the best by one click, at no higher price, and it runs', async () => {
    const renterKey = generatePrivateKey()
    const { client } = await createRenter(house, { privateKey: renterKey })
    const { page, complaints, context } = await visit(renterKey)
    await page.goto(`/gpus/${attic.page.split('/').at(-1)}?hours=1`)
    await page.getByRole('button', { name: 'Hold for 5 min' }).click()
    await page.getByRole('timer').waitFor()
    await page.getByLabel('Name', { exact: true }).fill('kept by the form')
    attic.kill()
    await attic.ended
    const gone = page.getByRole('alert').filter({ hasText: 'This node left the market while it was held. Nothing was paid.' })
    await gone.waitFor()
    problems.push(...(await pageProblems(page)))
    const hold = await takeOther(page)
    expect(BigInt(hold.pricePerGpuSecond)).toBe(13_888_888_888_888n)
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('kept by the form')
    expect((await client.getWallet({})).statement.filter(({ amount }) => amount.startsWith('-'))).toEqual([])
    await page.getByRole('button', { name: 'Sign and start' }).click()
    await page.getByText(/^Lease \d+ is ready$/).waitFor()
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })
})
