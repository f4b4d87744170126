import type { Browser, BrowserContext, Page } from '@playwright/test'
import type { Hex } from 'viem'
import { announceWallet, type WalletPerson } from './announceWallet.ts'
import { openVisitor } from './openBrowser.ts'
import { signInWithWallet } from './signInWithWallet.ts'

type Visit = { readonly baseURL: string; readonly privateKey: Hex; readonly viewport: { width: number; height: number } }

/** Opens a browser page that has a wallet with this key and is signed in with it. Set `person.answer` to refuse signatures. */
export async function openWalletVisitor(
  browser: Browser,
  { baseURL, privateKey, viewport }: Visit,
): Promise<{ context: BrowserContext; page: Page; complaints: string[]; person: WalletPerson }> {
  const visitor = await openVisitor(browser, { baseURL, viewport, colorScheme: 'light' })
  const person: WalletPerson = { answer: 'sign' }
  await announceWallet(visitor.page, { privateKey, person })
  await signInWithWallet(visitor.page)
  return { ...visitor, person }
}
