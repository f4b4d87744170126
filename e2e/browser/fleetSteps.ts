import type { Locator, Page } from '@playwright/test'
import { waitFor } from '../deployment/waitFor.ts'

/** Returns the table of a provider's machines. */
export function fleetGrid(page: Page): Locator {
  return page.getByRole('grid', { name: 'Machines' })
}

/**
 * Moves through a table of `count` machines with the keyboard only: to the last row, the first, one row down, one page down and one row up. Then selects a
 * range, all rows and none. The page renders only the rows near the visible part. Checks that the active row is always one of the rendered rows.
 */
export async function walkFleet(page: Page, { count }: { count: number }): Promise<void> {
  const grid = fleetGrid(page)
  await grid.and(page.locator(`[aria-rowcount="${count + 1}"]`)).waitFor()
  await grid.focus()
  // The server renders the table too. Keys that come before the browser has taken it over are lost, so press a key until a row is active.
  await waitFor({
    what: 'the table to react to keys',
    within: 60,
    read: async () => {
      await page.keyboard.press('Home')
      return await grid.getAttribute('aria-activedescendant')
    },
    until: (row) => row !== null,
  })
  const places = { End: count, Home: 1, ArrowDown: 2, PageDown: 12, ArrowUp: 11 }
  for (const [key, place] of Object.entries(places)) {
    await page.keyboard.press(key)
    await standsOn(grid, { place, keys: key })
  }
  const drawn = await grid.locator('[data-row]').count()
  if (drawn > 100) throw new Error(`${drawn} of ${count} rows are drawn`)
  const chosen = page.getByRole('status').filter({ hasText: 'chosen' })
  await page.keyboard.press('Shift+End')
  await chosen.filter({ hasText: `${count - 10} of ${count} chosen` }).waitFor()
  await page.keyboard.press('Escape')
  await chosen.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+a')
  await chosen.filter({ hasText: `${count} of ${count} chosen` }).waitFor()
  await page.keyboard.press('Escape')
}

async function standsOn(grid: Locator, { place, keys }: { place: number; keys: string }): Promise<void> {
  await waitFor({
    what: `${keys} to lead to row ${place}, and the row into view`,
    within: 60,
    read: () =>
      grid.evaluate((table) => {
        const row = document.getElementById(table.getAttribute('aria-activedescendant') ?? '')
        if (row === null) return null
        const [box, seen] = [table.parentElement?.getBoundingClientRect(), row.getBoundingClientRect()]
        const isSeen = box !== undefined && seen.top >= box.top && seen.bottom <= box.bottom
        return isSeen ? Number(row.getAttribute('aria-rowindex')) - 1 : null
      }),
    until: (row) => row === place,
  })
}

/** Filters machines by these words, selects them, pauses them, and removes the filter. */
export async function pauseNamed(page: Page, { words, nodes }: { words: string; nodes: number }): Promise<void> {
  const find = page.getByRole('searchbox', { name: 'Find by name' })
  await find.fill(words)
  await fleetGrid(page)
    .and(page.locator(`[aria-rowcount="${nodes + 1}"]`))
    .waitFor()
  await page.getByLabel('Select all shown').check()
  await page.getByRole('button', { name: `Pause ${nodes}`, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: `Sign and pause ${nodes}` }).click()
  await dialog.getByText(`${nodes} machines changed.`).waitFor()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await fleetGrid(page).focus()
  await page.keyboard.press('Escape')
  await find.fill('')
}
