import type { Page } from '@playwright/test'
import { announceWallet } from './announceWallet.ts'
import type { Hex } from 'viem'
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

/** From the search to the checkout of this machine, in Chinese; the hold is given back at the end. `look` is called on every page. */
export async function goToCheckoutInChinese(page: Page, { look }: { look: () => Promise<void> }): Promise<void> {
  await page.goto('/gpus?hours=1')
  await page.getByRole('link', { name: /^预订 1 × CPU slot/ }).waitFor()
  await look()
  await page.getByRole('link', { name: /^预订 1 × CPU slot/ }).click()
  await page.getByRole('button', { name: '保留 5 分钟' }).waitFor()
  await look()
  await page.getByRole('button', { name: '保留 5 分钟' }).click()
  await page.waitForURL('**/book/*')
  await page.getByRole('button', { name: '签名并开始' }).waitFor()
  await look()
}

/** Signs in, in a browser that never saw this account. A page that was touched stays as it is; the next one is as the account reads. */
export async function signInElsewhere(page: Page, { privateKey }: { privateKey: Hex }): Promise<void> {
  await announceWallet(page, { privateKey, person: { answer: 'sign' } })
  const [kept] = await Promise.all([
    page.waitForResponse((response) => response.url().endsWith('/api/v1/account/settings') && response.ok()),
    signInWithWallet(page),
  ])
  await kept.finished()
  await page.goto('/wallet')
  await page.getByRole('heading', { level: 1, name: '钱包' }).waitFor()
}
