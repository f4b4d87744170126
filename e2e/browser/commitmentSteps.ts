import type { Locator, Page } from '@playwright/test'

/** Fills in the form that promises one hour of this machine's only GPU, for a period that begins in two hours, and finds the new promise in the list. */
export async function promiseHour(page: Page, { price }: { price: string }): Promise<void> {
  await page.goto('/govern/commitments')
  await page.getByRole('button', { name: 'Promise GPU time' }).click()
  await page.getByLabel('GPU class', { exact: true }).selectOption({ label: 'CPU slot (development)' })
  for (const [label, value] of [
    ['Starts in', '2'],
    ['Lasts', '1'],
    ['GPU-hours', '1'],
    ['Highest price per GPU-hour', price],
  ] as const)
    await page.getByLabel(label, { exact: true }).fill(value)
  await page.getByRole('button', { name: 'Promise', exact: true }).click()
  await promised(page).getByText('not started').waitFor()
}

/** Returns the row of the promised hour. */
export function promised(page: Page): Locator {
  return page.getByRole('row', { name: /1 GPU-hours of CPU slot/ })
}
