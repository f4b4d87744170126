import type { Page } from '@playwright/test'

/**
 * Uses the estimate of a GPU's earnings without a wallet. Checks it for a class with trades, with invalid fields, and for a class that nobody has rented, and
 * checks the command that installs the software.
 */
export async function estimateEarnings(page: Page, { traded, untraded }: { traded: string; untraded: string }): Promise<void> {
  await page.goto('/provide')
  await page.getByRole('heading', { level: 1, name: 'Your GPU can earn while you do not use it' }).waitFor()
  await page.getByLabel('GPU', { exact: true }).selectOption({ label: traded })
  await page.getByText('You keep in 30 days', { exact: true }).waitFor()
  await page.getByText(/^(now: \d+ of \d+ GPUs?|an assumption: nobody rents this class now)$/).waitFor()
  await page.getByLabel('Online per day').fill('25')
  await page.getByRole('alert').filter({ hasText: 'Enter whole hours from 1 to 24.' }).waitFor()
  await page.getByLabel('Online per day').fill('12')
  await page.getByLabel('Electricity price').fill('0,30')
  await page.getByRole('alert').filter({ hasText: 'Enter a price with a decimal point, for example 0.25.' }).waitFor()
  await page.getByLabel('Electricity price').fill('0.30')
  await page.getByLabel('Power of one GPU').fill('400')
  await page.getByText(/^Electricity, [\d.,]+ kWh$/).waitFor()
  await page.getByRole('button', { name: untraded }).click()
  await page.getByText(`Nobody has paid a price for ${untraded} here yet`).waitFor()
  await page.getByText('You keep in 30 days', { exact: true }).waitFor()
  await page.getByLabel('Rented share').fill('20')
  await page.getByText('your assumption', { exact: true }).waitFor()
  await page.getByText(/infinitio provide --check --url http/).waitFor()
}
