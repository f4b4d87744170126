import type { Page } from '@playwright/test'
import { problemsInThemes } from './checkPage.ts'

/**
 * Opens the list of the last phone tab with a finger and by keyboard. Checks that it marks the current page, that Tab stays inside, that Escape closes it and
 * returns the focus, and that a chosen page opens. Adds accessibility problems to `problems`. Ends at the Explorer.
 */
export async function chooseFromMore(page: Page, problems: string[]): Promise<void> {
  await page.goto('/docs')
  const tab = page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'More' })
  const list = page.getByRole('dialog', { name: 'More pages' })
  const focused = page.locator(':focus')
  await page.locator('.tabbar [aria-current]').and(tab).waitFor()
  await tab.tap()
  await list.getByRole('link', { name: 'Docs' }).and(list.locator('[aria-current=page]')).waitFor()
  problems.push(...(await problemsInThemes(page, { colorScheme: 'light' })))
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press('Tab')
    await list.locator(':focus').waitFor()
  }
  await page.keyboard.press('Escape')
  await list.waitFor({ state: 'hidden' })
  await tab.and(focused).waitFor()

  await page.keyboard.press('Enter')
  await list.getByRole('link', { name: 'Explorer' }).press('Enter')
  await page.waitForURL('**/explorer')
  await list.waitFor({ state: 'hidden' })
  await page.locator('.tabbar [aria-current]').and(tab).waitFor()
}
