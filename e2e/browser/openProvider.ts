import type { Browser, Page } from '@playwright/test'
import type { TestDeployment } from '../deployment/startTestDeployment.ts'
import { deploymentKey, openBurner } from './openBurner.ts'
import { desktop } from './openBrowser.ts'

/** Opens the deployment's own provider, signed in on a desktop. Returns its page and account. */
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
