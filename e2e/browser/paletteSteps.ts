import type { Page } from '@playwright/test'
import { waitFor } from '../deployment/waitFor.ts'
import { problemsInThemes } from './checkPage.ts'
import { holdScripts } from './holdBack.ts'

/**
 * Opens the command palette with its keyboard shortcut, before the page's scripts have loaded, and then with its button. Types a text, moves with the arrow
 * keys and follows a result with Enter. Checks that Escape returns the focus. Adds accessibility problems to `problems`. Ends at the explorer's journal.
 */
export async function jumpByPalette(page: Page, problems: string[]): Promise<void> {
  const look = async () => void problems.push(...(await problemsInThemes(page, { colorScheme: 'light' })))
  const scripts = await holdScripts(page)
  await page.goto('/gpus', { waitUntil: 'commit' })
  await page.getByRole('main').getByRole('heading').first().waitFor()
  // Waits for the first paint, because Chromium drops keys that come before it.
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0)
  const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Market' })
  const palette = page.getByRole('dialog')
  const field = palette.getByRole('combobox')
  const focused = page.locator(':focus')
  await link.focus()
  await page.keyboard.press('Control+k')
  scripts.letThrough()
  await field.and(focused).waitFor()
  await activeOption(page)
  await look()
  await page.keyboard.press('Escape')
  await palette.waitFor({ state: 'hidden' })
  await link.and(focused).waitFor()

  const button = page.getByRole('button', { name: 'Search or jump to' })
  await button.click()
  await field.and(focused).waitFor()
  const wanted = 'Explorer: journal'
  // Types two texts, one after the other. The first text makes options about a model appear. They must disappear with the second text.
  for (const words of ['llama 3.3 70b', 'journal']) {
    await field.fill('')
    await page.keyboard.type(words)
    await activeOption(page)
  }
  await waitFor({ what: 'the journal to be the active option', within: 60, read: () => activeOption(page), until: (text) => text === wanted })
  // The results of the docs come last, and can move the options.
  await palette.getByRole('option', { name: /^infinitio journal part/ }).waitFor()
  await look()
  await page.keyboard.press('ArrowDown')
  await waitFor({ what: 'the next option', within: 60, read: () => activeOption(page), until: (text) => text !== wanted })
  await page.keyboard.press('ArrowUp')
  await waitFor({ what: 'the option before', within: 60, read: () => activeOption(page), until: (text) => text === wanted })
  await page.keyboard.press('Enter')
  await page.waitForURL('**/explorer/journal')
  await palette.waitFor({ state: 'hidden' })
}

/** Returns the text of the palette's active option. Waits until the attribute for screen readers and the visible mark agree. */
function activeOption(page: Page): Promise<string> {
  return waitFor({
    what: 'the field to name the option that is marked',
    within: 60,
    read: () =>
      page.evaluate(() => {
        const [marked, ...others] = document.querySelectorAll('[role=dialog] [role=option][aria-selected=true]')
        const named = document.querySelector('[role=dialog] [role=combobox]')?.getAttribute('aria-activedescendant') ?? ''
        return marked !== undefined && others.length === 0 && named === marked.id ? (marked.textContent ?? '').trim() : ''
      }),
    until: (text) => text !== '',
  })
}
