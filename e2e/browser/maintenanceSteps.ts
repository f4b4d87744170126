import { setTimeout as delay } from 'node:timers/promises'
import type { Locator, Page } from '@playwright/test'
import type { Client } from '@infinitio/sdk'
import { expect } from 'vitest'
import { waitFor } from '../deployment/waitFor.ts'

/** The pause between two requests in milliseconds, so that the account stays within its request limit. */
const everyMs = 500
const earlierSeconds = 22 * 3_600

/**
 * Plans maintenance of this machine on the provider's page. Waits until the machine's agent has signed the listing again with an end at the start of the
 * maintenance, and until the listing's page shows the maintenance. Cancels the maintenance on the machine's page of the provider, and waits until the agent
 * offers the machine for the whole time again. Returns to the provider's page.
 */
export async function planAndCancelMaintenance(page: Page, { client, look }: { client: Client; look: () => Promise<void> }): Promise<void> {
  const dialog = page.getByRole('dialog')
  // Waits for the provider's page first, because the page of the machine has this button too and may still be visible.
  await page.getByRole('heading', { name: 'Your machines', level: 1 }).waitFor()
  await page.getByRole('button', { name: 'Plan maintenance' }).click()
  await dialog.getByText('No lease overlaps this time.').waitFor()
  const [start, end] = ['Start', 'End'].map((name) => dialog.getByRole('group', { name, exact: true })) as [Locator, Locator]
  // Choose a time less than a day ahead. Leases of this machine last up to a day, so maintenance at a later time limits no lease that begins now. When the
  // start changes, the form moves the end by the same time.
  const earlier = (await momentOf(start)) - earlierSeconds
  await start.getByLabel('Day').selectOption(dayOf(earlier))
  await start.getByLabel('Time').selectOption(`${earlier}`)
  expect(await momentOf(end)).toBe(earlier + 7_200)
  // The field offers no end before the start.
  const days = await end.getByLabel('Day').locator('option').all()
  await end.getByLabel('Day').selectOption({ index: 0 })
  expect(days).toHaveLength(31)
  expect(Number(await end.getByLabel('Time').locator('option').first().getAttribute('value'))).toBe(earlier + 900)
  await end.getByLabel('Day').selectOption(dayOf(earlier + 7_200))
  await end.getByLabel('Time').selectOption(`${earlier + 7_200}`)
  await look()
  await dialog.getByRole('button', { name: 'Plan maintenance' }).click()
  await page.getByText('The maintenance is planned.', { exact: false }).first().waitFor()
  const cancel = page.getByRole('button', { name: /^Cancel maintenance of This machine/ })
  await cancel.waitFor()
  const [window] = (await client.getMaintenance()).windows
  if (window === undefined) throw new Error('the maintenance is not planned')
  await untilOffered(client, window.node, (until) => until === window.from)
  await page.goto(`/gpus/${window.node}`)
  await page.getByText(/^Maintenance from .* A lease must end before the maintenance or start after it\.$/).waitFor()
  await look()
  await page.goto(`/provide/nodes/${window.node}`)
  await cancel.click()
  await dialog.getByRole('button', { name: 'Cancel maintenance' }).click()
  await page.getByText('No maintenance is planned.').waitFor()
  await untilOffered(client, window.node, (until) => until > window.until)
  await page.goto('/provide')
  await page.getByText('No maintenance is planned.').waitFor()
}

/** Returns the UTC day of a moment, in the form of the field's options. */
const dayOf = (at: number) => new Date(at * 1_000).toISOString().slice(0, 10)

/** Returns the chosen moment of a field in Unix seconds. */
async function momentOf(field: Locator): Promise<number> {
  return Number(await field.getByLabel('Time').inputValue())
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
