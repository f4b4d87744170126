import type { Page } from '@playwright/test'
import type { Actor } from '../actors/createActor.ts'
import { waitFor } from '../deployment/waitFor.ts'

type Wanted = { readonly className: string; readonly regionName: string; readonly gpus: number }

/** Waits until at least this many GPUs of a class are free in a region. */
export async function freeInRegion({ client }: Actor, { className, regionName, gpus }: Wanted): Promise<void> {
  await waitFor({
    what: `${gpus} × ${className} to be free in ${regionName}`,
    within: 120,
    read: async () => {
      const { items } = await client.searchListings({ includeSimulated: 'true', q: className, limit: 100 })
      return items.filter((one) => one.regionName === regionName).reduce((sum, { freeGpus }) => sum + freeGpus, 0)
    },
    until: (free) => free >= gpus,
  })
}

/** Types a sentence into the search and waits for the link that rents all its GPUs as one order. */
export async function searchCluster(page: Page, words: string): Promise<void> {
  await page.goto('/gpus')
  // The page can handle its form only when this text is shown.
  await page.getByText('All systems normal').waitFor({ state: 'attached' })
  const box = page.getByRole('search').getByRole('textbox').first()
  await box.fill(words)
  await page.keyboard.press('Enter')
  await page
    .getByRole('region', { name: 'Cluster' })
    .getByText(/free now in/)
    .waitFor()
}

/** Signs the open checkout of a cluster and waits until the URL contains its order. */
export async function signCluster(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign and rent cluster' }).click()
  await page.waitForURL('**/rent/cluster?*order=0x*')
}
