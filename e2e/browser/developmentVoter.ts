import type { Page } from '@playwright/test'
import type { TestDeployment } from '../deployment/startTestDeployment.ts'

/** Signs in as the provider of this machine, in a tab with the local token. */
export async function signInAsProvider(page: Page, deployment: Pick<TestDeployment, 'address'>): Promise<void> {
  await page.goto(`/wallet${new URL(deployment.address).hash}`)
  await page.getByRole('button', { name: 'Connect wallet' }).first().click()
  await page.getByRole('button', { name: /Demo provider/ }).click()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Wallet' }).waitFor()
}

/** Switches to another account of the development chain through the account menu. */
export async function becomeDevelopmentAccount(page: Page, name: 'Second voter (development)' | 'Demo provider (already set up)'): Promise<void> {
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('menuitem', { name }).click()
  await page.getByText(`Signed in: ${name}.`).waitFor()
}
