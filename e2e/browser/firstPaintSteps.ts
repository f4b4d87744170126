import type { Page } from '@playwright/test'
import { holdScripts } from './holdBack.ts'

/**
 * Types a sentence and presses a button before the page's scripts have loaded. Then lets the scripts load, and waits until the page shows how it understood the
 * sentence and opens the dialog of the button. Closes the dialog.
 */
export async function typeAndPressBeforeScripts(page: Page): Promise<void> {
  const scripts = await holdScripts(page)
  await page.goto('/', { waitUntil: 'commit' })
  await page.getByRole('main').getByRole('textbox').first().fill('2 x H100 for 3 hours')
  await page.getByRole('button', { name: 'Connect wallet' }).click()
  scripts.letThrough()
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.getByRole('list', { name: 'Understood' }).getByText('H100').first().waitFor()
}

/**
 * Presses "Rent now" on the page of a machine before its scripts have loaded. Then lets the scripts load, and waits until the page asks for a wallet, as it does
 * for a later press. Closes the dialog.
 */
export async function rentBeforeScripts(page: Page, node: string): Promise<void> {
  const scripts = await holdScripts(page)
  await page.goto(`/gpus/${node}`, { waitUntil: 'commit' })
  await page.getByRole('link', { name: 'Rent now' }).click()
  scripts.letThrough()
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

/** Opens a page and returns its scripts that were requested before the first paint. Throws if the page has no scripts at all. */
export async function scriptsBeforePaint(page: Page, path: string): Promise<string[]> {
  await page.goto(path)
  await page.waitForFunction(() => document.documentElement.dataset['jump'] === 'ready')
  return await page.evaluate(() => {
    const [paint] = performance.getEntriesByName('first-contentful-paint')
    const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'))
    if (paint === undefined || scripts.length === 0) throw new Error('the page painted nothing or has no scripts')
    return scripts.filter(({ startTime }) => startTime < paint.startTime).map(({ name }) => name)
  })
}
