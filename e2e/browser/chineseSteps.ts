import type { Page } from '@playwright/test'
import type { Hex } from 'viem'
import { announceWallet } from './announceWallet.ts'
import { signInWithWallet } from './signInWithWallet.ts'

/** Chooses a display currency, and then Chinese, on the page of settings. */
export async function chooseCurrencyAndChinese(page: Page, { currency }: { currency: string }): Promise<void> {
  await page.goto('/settings')
  await page.getByLabel('Display currency').selectOption(currency)
  await page.getByText('An aid, never what is paid.', { exact: false }).first().waitFor()
  await page.getByRole('button', { name: '中文' }).click()
  await page.getByRole('heading', { level: 1, name: '设置' }).waitFor()
}

/** What on the page as it stands is not for who reads Chinese: the language it says it is in, and sentences of another. */
export async function foreignWords(page: Page): Promise<string[]> {
  const language = await page.locator('html').getAttribute('lang')
  const words = await page.getByRole('main').innerText()
  const sentences = words.match(/\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b/g) ?? []
  const path = new URL(page.url()).pathname
  return [
    ...(language === 'zh-Hans' ? [] : [`${path}: lang is ${language}`]),
    ...(/\p{Script=Han}/u.test(words) ? [] : [`${path}: nothing is Chinese`]),
    ...sentences.map((text) => `${path}: ${text}`),
  ]
}

/** From the search to the checkout of this machine, in Chinese. `read` is called on every page on the way. */
export async function goToCheckoutInChinese(page: Page, { read }: { read: () => Promise<void> }): Promise<void> {
  await page.goto('/gpus?hours=1')
  await page.getByRole('link', { name: /^预订 1 × CPU slot/ }).waitFor()
  await read()
  await page.getByRole('link', { name: /^预订 1 × CPU slot/ }).click()
  await page.getByRole('button', { name: '保留 5 分钟' }).waitFor()
  await read()
  await page.getByRole('button', { name: '保留 5 分钟' }).click()
  await page.waitForURL('**/book/*')
  await page.getByRole('button', { name: '签名并开始' }).waitFor()
}

/**
 * Signs in, in a browser that never saw this account. The page it is done on was touched and stays as it is; once the account's settings have come to it, which
 * its theme tells, the next page is as the account reads.
 */
export async function signInElsewhere(page: Page, { privateKey }: { privateKey: Hex }): Promise<void> {
  await announceWallet(page, { privateKey, person: { answer: 'sign' } })
  await signInWithWallet(page)
  await page.waitForFunction(() => localStorage.getItem('theme') !== null)
  await page.goto('/wallet')
  await page.getByRole('heading', { level: 1, name: '钱包' }).waitFor()
}
