import type { HoldWire, ListingWire } from '@infinitio/domain/wire'
import type { Page } from '@playwright/test'
import type { Actor } from '../actors/createActor.ts'
import { waitFor } from '../deployment/waitFor.ts'

/** Returns the free machines of a class, or of all classes, cheapest first. */
async function freeMachines({ client }: Actor, query: { class?: string }): Promise<readonly ListingWire[]> {
  return (await client.searchListings({ includeSimulated: 'true', sort: 'price', limit: 100, ...query })).items
}

/** Returns a machine that is not the cheapest of its class and has one GPU. */
export async function findRaced(actor: Actor): Promise<ListingWire> {
  const found = await waitFor({
    what: 'two machines of one class to be listed',
    within: 120,
    read: async () => {
      const items = await freeMachines(actor, {})
      return items.find(({ classId, gpus }, index) => gpus === 1 && items.slice(0, index).some((cheaper) => cheaper.classId === classId))
    },
    until: (listing) => listing !== undefined,
  })
  if (found === undefined) throw new Error('no class has two machines')
  return found
}

/** Returns the cheapest free machine of the same class as a machine that is no longer free. */
export async function bestInstead(actor: Actor, { classId }: ListingWire): Promise<string> {
  const [best] = await freeMachines(actor, { class: String(classId) })
  return best?.node ?? ''
}

/** Returns how many payments an account has made, and how many leases it has. */
export async function chargesOf({ client }: Actor): Promise<{ paid: number; leases: number }> {
  const [{ statement }, { items }] = await Promise.all([client.getWallet({}), client.listLeases({})])
  return { paid: statement.filter(({ amount }) => amount.startsWith('-')).length, leases: items.length }
}

/**
 * Opens the checkout of the same listing, with all its GPUs for one hour, in two pages, and clicks "hold" in both at the same time. Returns the page that got
 * the hold and the page that did not.
 */
export async function raceForMachine(pages: readonly [Page, Page], { node, gpus }: ListingWire): Promise<{ winner: Page; loser: Page }> {
  const buttons = await Promise.all(
    pages.map(async (page) => {
      await page.goto(`/gpus/${node}?gpus=${gpus}&hours=1`)
      const button = page.getByRole('button', { name: 'Hold for 5 min' })
      await button.waitFor()
      return button
    }),
  )
  await Promise.all(buttons.map((button) => button.click()))
  const got = await Promise.all(
    pages.map(async (page) => {
      const [held, lost] = [page.getByRole('timer'), page.getByRole('heading', { name: 'We could not hold this machine for you' })]
      await held.or(lost).waitFor()
      return await held.isVisible()
    }),
  )
  const [first, second] = pages
  if (got[0] === got[1]) throw new Error(`of two who want one machine ${got[0] ? 'both' : 'none'} got it`)
  return got[0] ? { winner: first, loser: second } : { winner: second, loser: first }
}

/** Accepts with one click the machine that the page offers in place of a machine that is no longer free. Returns the hold. */
export async function takeOther(page: Page): Promise<HoldWire> {
  const before = page.url()
  await page.getByRole('button', { name: /^Hold .+ instead: [\d.]+ PT\/h per GPU$/ }).click()
  await page.waitForURL((url) => url.href !== before)
  await page.getByRole('timer').waitFor()
  return (await (await page.request.get(`/api/v1/holds/${new URL(page.url()).pathname.split('/').at(-1)}`)).json()) as HoldWire
}
