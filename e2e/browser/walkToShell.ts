import type { BrowserContext, Locator, Page } from '@playwright/test'
import { typeInShell } from './renterSteps.ts'

/** Counts how often a visitor presses a mouse button or touches the screen, in all current and later pages. */
export async function countPresses(context: BrowserContext): Promise<() => number> {
  let presses = 0
  await context.exposeFunction('pressed', () => {
    presses += 1
  })
  await context.addInitScript(() => {
    const { pressed } = globalThis as unknown as { pressed: () => void }
    addEventListener('pointerup', ({ isTrusted }) => isTrusted && pressed(), true)
  })
  return () => presses
}

/**
 * Goes from the front page to a shell on this machine, as a person without a wallet who only follows links and buttons. Waits until the shell answers. Returns
 * the lease's id.
 */
export async function walkToShell(page: Page, { by }: { by: 'tap' | 'click' }): Promise<string> {
  const press = async (target: Locator) => {
    // Wait here, because Playwright looks for a missing target of a click only every half second.
    await target.waitFor()
    await target[by]()
  }
  await page.goto('/')
  await press(page.getByRole('region', { name: 'Prices now' }).getByRole('link', { name: 'CPU slot' }))
  await press(page.getByRole('link', { name: /^Rent 1 × CPU slot/ }).first())
  await press(page.getByRole('link', { name: 'Rent now' }))
  await press(page.getByRole('button', { name: /Burner wallet/ }))
  await press(page.getByRole('button', { name: 'Sign in', exact: true }))
  await press(page.getByRole('button', { name: 'Sign and start' }))
  const ready = page.getByText(/^Lease \d+ is ready$/)
  await ready.waitFor()
  const leaseId = /\d+/.exec(await ready.innerText())?.[0] ?? ''
  await typeInShell(page, { command: 'echo here=$((6*7))', until: /here=42/ })
  return leaseId
}

/** Ends a lease on its page, and waits until it has ended. */
export async function endLease(page: Page, leaseId: string): Promise<void> {
  await page.goto(`/leases/${leaseId}`)
  await page.getByRole('button', { name: 'End the lease' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'End the lease' }).click()
  // The page's button shows at once that the lease is ending, before the chain confirms the end of the lease.
  await page.getByRole('button', { name: 'Ending', disabled: true }).waitFor()
  await page.getByText('You ended it').first().waitFor()
}
