import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@infinitio/sdk'
import type { Browser } from '@playwright/test'
import type { Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Providing, provideByCommand } from './actors/provideByCommand.ts'
import { createSshIdentity, hasOpenSsh, type SshIdentity } from './actors/sshAsPrinted.ts'
import { pageProblems } from './browser/checkPage.ts'
import { desktop, openBrowser } from './browser/openBrowser.ts'
import { openWalletVisitor } from './browser/openWalletVisitor.ts'
import { startTestHouse, type TestHouse } from './house/startTestHouse.ts'
import { waitFor } from './house/waitFor.ts'

// A second machine with an agent of its own: a minute.
const probe = process.env.TEST_LONG === '1' && hasOpenSsh() ? await openBrowser() : null
await probe?.close()

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
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })
})
