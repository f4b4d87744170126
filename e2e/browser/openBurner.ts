import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { type Hex, isHex } from 'viem'
import type { TestDeployment } from '../deployment/startTestDeployment.ts'
import { openVisitor } from './openBrowser.ts'

type Look = { readonly viewport: { width: number; height: number }; readonly colorScheme: 'light' | 'dark' }

/** Opens a browser page that stores this private key as its burner wallet (a test wallet with its key in the browser) and is signed in with it. */
export async function openBurner(
  browser: Browser,
  { deployment, privateKey, ...look }: Look & { deployment: Pick<TestDeployment, 'url' | 'address'>; privateKey: Hex },
): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
  const visitor = await openVisitor(browser, { baseURL: deployment.url, ...look })
  await visitor.context.addInitScript((key) => localStorage.setItem('infinitio.burner.31337', key), privateKey)
  const { page } = visitor
  await page.goto(`/wallet${new URL(deployment.address).hash}`)
  await page.getByRole('button', { name: 'Connect wallet' }).first().click()
  await page.getByRole('button', { name: /Burner wallet/ }).click()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Wallet' }).waitFor()
  return visitor
}

/** Returns the private key of an account that this deployment created. Its two providers have 3,500,000 G staked each. */
export function deploymentKey({ dataDir }: Pick<TestDeployment, 'dataDir'>, name: 'provider' | 'simulated-provider'): Hex {
  const key = readFileSync(join(dataDir, 'keys', `${name}.key`), 'utf8').trim()
  if (!isHex(key)) throw new Error(`${name} has no key`)
  return key
}
