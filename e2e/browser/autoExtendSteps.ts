import type { LeaseWire } from '@infinitio/domain/wire'
import { type Client, formatPt, priceExtension } from '@infinitio/sdk'
import type { Locator, Page } from '@playwright/test'
import { openPart } from './checkoutSteps.ts'
import { waitFor } from '../deployment/waitFor.ts'

const minuteSeconds = 60

/**
 * Turns on auto-extend at the checkout, up to the proposed amount. First checks that the form rejects, before the signature, an amount that is too small for
 * one extension.
 */
export async function chooseAutoExtend(page: Page): Promise<void> {
  await openPart(page, 'When the lease’s time is up')
  await page.getByLabel('Extend the lease automatically, up to a total amount').check()
  const budget = page.getByLabel('Total limit, in PT')
  const suggested = await budget.inputValue()
  await budget.fill('0.000001')
  await page.getByText('Correct the limit for auto-extend').waitFor()
  if (await page.getByRole('button', { name: 'Sign and start' }).isEnabled()) throw new Error('an amount without room for a step can be signed')
  await budget.fill(suggested)
  await page.getByText(/^(One extension|At most \d+ extensions) of 1/).waitFor()
}

/** Returns the auto-extend card on the page of a lease. */
export function autoExtendCard(page: Page): Locator {
  return page.locator('section', { has: page.getByRole('heading', { name: 'When the lease’s time is up' }) })
}

/** Turns auto-extend off: at once in the market, and shortly later on the chain. */
export async function takeBackAutoExtend(page: Page): Promise<void> {
  const card = autoExtendCard(page)
  await card
    .getByText(/already locked\.$|locked$/)
    .first()
    .waitFor()
  await card.getByRole('button', { name: 'Turn off' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign and turn off' }).click()
  await card.getByRole('button', { name: 'Turn on auto-extend' }).waitFor()
}

/**
 * Moves time to the last minutes of a lease with auto-extend. Checks that its open page shows one extension without any input: the new end, the locked amount
 * and the used part of the limit. `travel` moves the chain's clock forward.
 */
export async function watchExtendItself(
  page: Page,
  { lease, client, travel }: { lease: LeaseWire; client: Client; travel: (seconds: number) => Promise<void> },
): Promise<void> {
  const { autoExtend } = lease
  if (autoExtend === null) throw new Error('the lease does not extend itself')
  const card = autoExtendCard(page)
  const end = lease.endsAt + autoExtend.stepSeconds
  const more = priceExtension(lease, { end }).escrow
  const before = await card.getByText(/already locked\.$/).innerText()
  const { chainNow } = await client.getChain()
  await travel(lease.endsAt - chainNow - 9 * minuteSeconds)
  const untilText = `${new Date(end * 1_000).toISOString().slice(11, 16)} UTC`
  await page.getByRole('region', { name: 'Money and time' }).getByText(untilText).waitFor()
  const after = await waitFor({
    what: 'the card to say what is locked now',
    within: 60,
    read: () => card.getByText(/already locked\.$/).innerText(),
    until: (text) => text !== before,
  })
  const extended = await client.getLease(lease.leaseId)
  if (BigInt(extended.escrow) - BigInt(lease.escrow) !== more)
    throw new Error(
      `a step locked ${formatPt(BigInt(extended.escrow) - BigInt(lease.escrow), { digits: 18 })}, not ${formatPt(more, { digits: 18 })}`,
    )
  if (extended.autoExtend === null || BigInt(extended.autoExtend.locked) <= BigInt(autoExtend.locked)) throw new Error(`the card says ${after}`)
}
