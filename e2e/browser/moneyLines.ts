import type { Locator } from '@playwright/test'

/** The amount of PT that stands beside a name in an itemised list, as it is shown. */
export async function amountBeside(list: Locator, name: RegExp): Promise<string> {
  const line = list.locator('.lines > div').filter({ hasText: name })
  return /(-?[\d.,]+) PT$/.exec((await line.innerText()).trim())?.[1] ?? ''
}
