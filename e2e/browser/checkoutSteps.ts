import type { ListingWire } from '@infinitio/domain/wire'
import type { Page } from '@playwright/test'

/** Values typed at a checkout. They must still be in the fields after a reload. */
export type Typed = { readonly ports: string; readonly name: string }

/** Opens an optional part of the open checkout, such as "Ports". */
export async function openPart(page: Page, title: string): Promise<void> {
  await page.locator('summary', { has: page.getByRole('heading', { name: title, exact: true }) }).click()
}

/** Types ports and a lease name into the open checkout. */
export async function typeSetup(page: Page, { ports, name }: Typed): Promise<void> {
  await openPart(page, 'Ports')
  await page.getByLabel('Ports, if any').fill(ports)
  await page.getByLabel('Name', { exact: true }).fill(name)
}

/** Waits until the open checkout shows the typed ports and name. */
export async function waitForTyped(page: Page, { ports, name }: Typed): Promise<void> {
  await page.waitForFunction(
    (wanted) => wanted.every((value) => [...document.querySelectorAll('input')].some((field) => field.value === value)),
    [ports, name],
  )
}

/** Opens the checkout of a machine from its page for `hours`, now or from the Unix hour `startHour` on. */
export async function openCheckout(page: Page, { node, hours, startHour }: { node: string; hours: number; startHour?: number }): Promise<void> {
  await page.goto(`/gpus/${node}?gpus=1&hours=${hours}${startHour === undefined ? '' : `&start=${startHour}`}`)
  await page.getByRole('link', { name: startHour === undefined ? 'Rent now' : /^Rent from / }).click()
  await page.waitForURL(`**/rent/${node}?*`)
  await page.getByRole('heading', { level: 1, name: 'Set up your lease' }).waitFor()
}

/** Accepts the checkout's offer to replace a machine that can no longer be rented. Returns the machine of the checkout that opens. */
export async function rentInstead(page: Page, { node }: Pick<ListingWire, 'node'>): Promise<string> {
  await page.getByRole('button', { name: /^Rent .+ instead: [\d.]+ PT\/h per GPU$/ }).click()
  await page.waitForURL((url) => url.pathname.startsWith('/rent/') && !url.pathname.endsWith(node))
  await page.getByRole('heading', { level: 1, name: 'Set up your lease' }).waitFor()
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}

/** Returns by how many pixels the hold's remaining time overlaps the bar above it on the open checkout. */
export async function holdOverTopBar(page: Page): Promise<number> {
  const [bar, hold] = await Promise.all([page.getByRole('banner').boundingBox(), page.getByRole('timer').boundingBox()])
  if (bar === null || hold === null) throw new Error('the page has no bar or no hold')
  return bar.y + bar.height - hold.y
}
