import type { Page } from '@playwright/test'

/** Signs in with the wallet that `announceWallet` added to the page. The wallet must be set to confirm the signature (`sign`). */
export async function signInWithWallet(page: Page): Promise<void> {
  await page.goto('/wallet')
  await page.getByRole('button', { name: 'Connect wallet' }).first().click()
  await page.getByRole('button', { name: /Test Wallet/ }).click()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Wallet' }).waitFor()
}
