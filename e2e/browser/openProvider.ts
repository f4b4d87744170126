import type { Browser, Page } from '@playwright/test'
import type { TestDeployment } from '../deployment/startTestDeployment.ts'
import { deploymentKey, openBurner } from './openBurner.ts'
import { desktop } from './openBrowser.ts'

/** Opens a browser page on a desktop in which the deployment's own provider is signed in. Returns the page and the account. */
export async function openProvider(
  browser: Browser,
  { deployment, colorScheme }: { deployment: TestDeployment; colorScheme: 'light' | 'dark' },
): Promise<{ page: Page; complaints: string[]; provider: string }> {
  const { page, complaints } = await openBurner(browser, {
    deployment,
    privateKey: deploymentKey(deployment, 'provider'),
    viewport: desktop,
    colorScheme,
  })
  const { session } = (await (await page.request.get('/api/v1/session')).json()) as { session: { account: string } }
  return { page, complaints, provider: session.account }
}
