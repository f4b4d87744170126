import type { Locator, Page } from '@playwright/test'

/** At checkout: lets the lease extend itself up to what the page suggests, after an amount that leaves no room was refused before anything is signed. */
export async function chooseAutoExtend(page: Page): Promise<void> {
  await page.getByLabel('Extend by itself, up to an amount').check()
  const budget = page.getByLabel('At most in all, in PT')
  const suggested = await budget.inputValue()
  await budget.fill('0.000001')
  await page.getByText('Correct the amount it may extend to').waitFor()
  if (await page.getByRole('button', { name: 'Sign and start' }).isEnabled()) throw new Error('an amount without room for a step can be signed')
  await budget.fill(suggested)
  await page.getByText(/^(One extension|At most \d+ extensions) of 1/).waitFor()
}

/** On the page of a lease: the card of what happens when its time is up. */
export function autoExtendCard(page: Page): Locator {
  return page.locator('section', { has: page.getByRole('heading', { name: 'When the time is up' }) })
}

/** Takes back that the lease extends itself: off at once for the market, and a moment later for everyone. */
export async function takeBackAutoExtend(page: Page): Promise<void> {
  const card = autoExtendCard(page)
  await card
    .getByText(/^[\d.]+ of at most|locked$/)
    .first()
    .waitFor()
  await card.getByRole('button', { name: 'Turn off' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign and turn off' }).click()
  await card.getByRole('button', { name: 'Extend by itself' }).waitFor()
}
