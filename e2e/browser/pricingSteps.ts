import type { Page } from '@playwright/test'

/** The time limit for each machine's price, in milliseconds. Machines without an agent need a signature each. */
const perNodeMs = 100

/** Raises the price of every listed machine by `percent`, and waits for each result. */
export async function changePricesByPercent(page: Page, { percent, nodes }: { percent: string; nodes: number }): Promise<void> {
  await page.getByRole('button', { name: 'Change prices' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Change in percent (minus lowers the price)').fill(percent)
  const others = dialog.getByRole('checkbox', { name: /^Change (this machine|these machines) too/ })
  await others
    .or(dialog.getByRole('button', { name: `Sign ${nodes} new price` }))
    .first()
    .waitFor()
  if (await others.isVisible()) await others.check()
  await dialog.getByRole('button', { name: /^Sign \d+ new price/ }).click()
  await dialog
    .getByText('Done. The change is in the order book')
    .nth(nodes - 1)
    .waitFor({ timeout: 60_000 + nodes * perNodeMs })
}

/** Fills in a pricing rule with its base price and its bounds, in PT per GPU-hour. */
export async function writeRule(page: Page, { floor, base, ceiling }: { floor: string; base: string; ceiling: string }): Promise<void> {
  await page.getByRole('button', { name: 'Write a rule' }).click()
  const form = page.getByRole('form', { name: 'Rule' })
  await form.getByLabel('Base price').fill(base)
  await form.getByLabel('Never above').fill(ceiling)
  await form.getByLabel('Never below').fill(floor)
}

/** Sets the prices that the rule proposes now, and waits until they are in the order book. */
export async function setByRule(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Set 1 price now' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Sign 1 new price' }).click()
  await dialog.getByText('Done. The change is in the order book').waitFor()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Prices match the rule' }).waitFor()
}
