import type { Page } from '@playwright/test'

const panelOf = (page: Page) => page.locator('section.panel').filter({ has: page.getByRole('heading', { name: 'Reviews', exact: true }) })

/** Writes a review on the page of a closed lease, and waits until the page shows the review. */
export async function writeReview(page: Page, { stars, text }: { stars: number; text: string }): Promise<void> {
  await panelOf(page).getByRole('button', { name: 'Write a review' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Stars').selectOption(String(stars))
  await dialog.getByLabel('Your experience, optional').fill(text)
  await dialog.getByRole('button', { name: 'Sign and publish' }).click()
  await panelOf(page).getByText('You reviewed this lease. Nobody can change a review.').waitFor()
}

/** Answers the other side's review on the page of a lease. */
export async function answerReview(page: Page, text: string): Promise<void> {
  await panelOf(page).getByRole('button', { name: 'Answer review' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Your answer').fill(text)
  await dialog.getByRole('button', { name: 'Sign and answer' }).click()
  await panelOf(page).getByText(text).waitFor()
}
