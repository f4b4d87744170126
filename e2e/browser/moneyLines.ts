import type { Locator } from '@playwright/test'

/** Returns the shown amount of PT next to a name in an itemised list. */
export async function amountBeside(list: Locator, name: RegExp): Promise<string> {
  const line = list.locator('.lines > div').filter({ hasText: name })
  return /(-?[\d.,]+) PT$/.exec((await line.innerText()).trim())?.[1] ?? ''
}
