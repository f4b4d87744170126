import { expect } from 'vitest'
import type { Page } from '@playwright/test'
import { hostile, hostileHook, hostileKeyLine } from '../actors/hostileNames.ts'
import { waitFor } from '../deployment/waitFor.ts'
import { typeInShell } from './renterSteps.ts'
import type { ForeignCode } from './watchForeignCode.ts'

/**
 * Prints hostile text in the open shell. It must not change the page's title or the clipboard, its script link must do nothing, and its external link must ask
 * before it opens.
 */
export async function printHostile(page: Page, watched: ForeignCode): Promise<void> {
  await typeInShell(page, { command: 'cat ~/say; echo said=$?', until: /said=0/ })
  expect(await page.title()).not.toContain('hostile title')
  const clipboard = await page.evaluate(() => navigator.clipboard.readText().catch(() => ''))
  expect(clipboard).not.toContain('hostile')
  await clickInShell(page, 'RUNME')
  expect(watched.dialogs).toEqual([])
  await clickInShell(page, 'GOTHERE')
  await expect.poll(() => watched.dialogs, { timeout: 60_000 }).toEqual([expect.stringContaining('https://hostile.example/')])
  expect(page.context().pages()).toHaveLength(1)
}

/** Clicks on a word in the terminal. Before the click, the mouse moves in two steps, because the terminal renders the rows under a moving mouse again. */
async function clickInShell(page: Page, word: string): Promise<void> {
  const box = await waitFor({
    what: `${word} to be shown`,
    within: 60,
    read: () => page.locator('.xterm-rows').getByText(word).last().boundingBox(),
    until: (found) => found !== null,
  })
  const [x, y] = [(box?.x ?? 0) + 16, (box?.y ?? 0) + (box?.height ?? 0) / 2]
  await page.mouse.move(x - 4, y)
  await page.mouse.move(x, y)
  await page.mouse.click(x, y)
}

/**
 * Opens the log of a lease and searches the line with hostile text in it, then opens the lease's files. The line and the file names must appear as plain text.
 */
export async function readHostileLogAndFiles(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Logs' }).click()
  await page.getByRole('button', { name: 'Search the log' }).click()
  await page.getByLabel('Text in the whole log').fill(hostile('log'))
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await page.getByRole('region', { name: 'Search the log' }).getByText(hostile('log')).first().waitFor()
  await page.getByRole('tab', { name: 'Files' }).click()
  const files = page.getByRole('region', { name: 'Files of the lease' })
  for (const place of ['file', 'folder']) await files.getByText(hostile(place), { exact: true }).waitFor()
  const save = files.getByRole('button', { name: `Download ${hostile('file')}`, exact: true })
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()])
  expect(download.url()).toMatch(/^blob:/)
}

/** Checks that the sentence of the saved search appears as plain text beside the search. */
export async function readHostileSearch(page: Page): Promise<void> {
  await page
    .getByRole('link')
    .filter({ hasText: `“${hostile('search')}”`, visible: true })
    .first()
    .waitFor()
}

/** Checks that the hostile processor and GPU names of a machine appear as plain text on its page. */
export async function readHostileListing(page: Page): Promise<void> {
  for (const place of ['node', 'cpu', 'gpu']) await page.getByText(hostile(place), { exact: false }).filter({ visible: true }).first().waitFor()
}

/** Checks that the hostile city and country that a machine reports appear as plain text in its provider's list. */
export async function readHostilePlaces(page: Page): Promise<void> {
  await page
    .getByRole('row')
    .filter({ hasText: hostile('node') })
    .getByText(`${hostile('city')}, ${hostile('land')}`, { exact: false })
    .waitFor()
}

/** Checks that the lease's name in the notifications, and the webhook's URL, appear as plain text. */
export async function readHostileNotifications(page: Page): Promise<void> {
  await page.getByText(hostile('lease'), { exact: false }).first().waitFor()
  await page.getByText(new URL(hostileHook).href, { exact: true }).waitFor()
}

/** Acts as a teammate on the page of a lease: stores a key with a hostile comment. The comment must appear as the key's name. */
export async function keepHostileKey(page: Page, { publicKey }: { publicKey: string }): Promise<void> {
  await page.getByRole('tab', { name: 'Overview' }).click()
  await page.getByRole('button', { name: 'Paste a key' }).click()
  await page.getByLabel('Public key, one OpenSSH line').fill(hostileKeyLine(publicKey))
  await page.getByRole('button', { name: 'Add key' }).click()
  await page.getByRole('checkbox', { name: hostile('key'), exact: true }).waitFor()
  await page.getByText(hostile('key'), { exact: true }).waitFor()
}
