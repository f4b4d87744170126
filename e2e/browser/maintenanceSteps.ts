import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import type { Client } from '@infinitio/sdk'
import { waitFor } from '../deployment/waitFor.ts'

/** The interval between two looks, in milliseconds. It keeps the account within its limit of requests. */
const everyMs = 500
const earlierMs = 22 * 3_600_000

/**
 * Plans maintenance of this machine on the provider's page, waits until its agent has signed the listing again up to its start, sees it in the listing,
 * and cancels it on the page of the machine. Then the agent offers the whole time again. Returns to the provider's page.
 */
export async function planAndCancelMaintenance(page: Page, { client, look }: { client: Client; look: () => Promise<void> }): Promise<void> {
  const dialog = page.getByRole('dialog')
  // The page of the machine has this button too, and may still be shown.
  await page.getByRole('heading', { name: 'Your machines', level: 1 }).waitFor()
  await page.getByRole('button', { name: 'Plan maintenance' }).click()
  await dialog.getByText('No lease overlaps this time.').waitFor()
  const start = dialog.getByLabel('Start')
  // A lease of this machine lasts up to a day, so only earlier maintenance limits it. The end moves with the start.
  const earlier = new Date(Date.parse(`${await start.inputValue()}Z`) - earlierMs)
  await start.fill(earlier.toISOString().slice(0, 16))
  const end = dialog.getByLabel('End')
  const planned = await end.inputValue()
  await end.fill(await start.inputValue())
  await dialog.getByRole('alert').filter({ hasText: 'Choose an end after now, 1 minute to 30 days after the start.' }).waitFor()
  await end.fill(planned)
  await look()
  await dialog.getByRole('button', { name: 'Plan maintenance' }).click()
  await page.getByText('The maintenance is planned.', { exact: false }).first().waitFor()
  const cancel = page.getByRole('button', { name: /^Cancel maintenance of This machine/ })
  await cancel.waitFor()
  const [window] = (await client.getMaintenance()).windows
  if (window === undefined) throw new Error('the maintenance is not planned')
  await untilOffered(client, window.node, (until) => until === window.from)
  await page.goto(`/gpus/${window.node}`)
  await page.getByText(/^Maintenance from .* A lease must end before it or start after it\.$/).waitFor()
  await look()
  await page.goto(`/provide/nodes/${window.node}`)
  await cancel.click()
  await dialog.getByRole('button', { name: 'Cancel maintenance' }).click()
  await page.getByText('No maintenance is planned.').waitFor()
  await untilOffered(client, window.node, (until) => until > window.until)
  await page.goto('/provide')
  await page.getByText('No maintenance is planned.').waitFor()
}

/** Waits until the agent's signed listing offers the machine up to the wanted time. */
async function untilOffered(client: Client, node: string, isWanted: (until: number) => boolean): Promise<void> {
  await waitFor({
    what: 'the agent to sign the listing again',
    within: 90,
    read: async () => {
      await delay(everyMs)
      return (await client.getProvider()).nodes.find((own) => own.node === node)?.ask?.availableUntil ?? 0
    },
    until: isWanted,
  })
}
