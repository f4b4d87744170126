import type { Page } from '@playwright/test'
import type { Hex } from 'viem'
import { announceWallet } from './announceWallet.ts'
import { signInWithWallet } from './signInWithWallet.ts'

/** Chooses a display currency, and then Chinese, on the page of settings. */
export async function chooseCurrencyAndChinese(page: Page, { currency }: { currency: string }): Promise<void> {
  await page.goto('/settings')
  await page.getByLabel('Display currency').selectOption(currency)
  await page.getByText('Only for comparison: you pay in PT.', { exact: false }).first().waitFor()
  await page.getByRole('button', { name: '中文' }).click()
  await page.getByRole('heading', { level: 1, name: '设置' }).waitFor()
}

/** What on the page as it stands is not for who reads Chinese: the language it says it is in, and sentences of another, but for code. */
export async function foreignWords(page: Page): Promise<string[]> {
  const language = await page.locator('html').getAttribute('lang')
  const codes = await page.locator('main pre, main code').allInnerTexts()
  const words = codes.reduce((text, code) => text.replace(code, ''), await page.getByRole('main').innerText())
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
  await page.getByRole('link', { name: /^租用 1 × CPU slot/ }).waitFor()
  await read()
  await page.getByRole('link', { name: /^租用 1 × CPU slot/ }).click()
  await page.getByRole('button', { name: '保留 5 分钟' }).waitFor()
  await read()
  await page.getByRole('button', { name: '保留 5 分钟' }).click()
  await page.waitForURL('**/book/*')
  await page.getByRole('button', { name: '签名并开始' }).waitFor()
}

/** From the list of the docs to a guide, by a link of it to a part of another, and to a decision, which is told in English. `read` is called on the Chinese ones. */
export async function readDocsInChinese(page: Page, { read }: { read: () => Promise<void> }): Promise<void> {
  await page.goto('/docs')
  await page.getByRole('link', { name: 'SSH、文件、端口与 VS Code' }).waitFor()
  await read()
  await page.getByRole('link', { name: 'SSH、文件、端口与 VS Code' }).click()
  await page.getByRole('heading', { level: 1, name: 'SSH、文件、端口与 VS Code' }).waitFor()
  await read()
  await page.getByRole('link', { name: '它会得到自己的地址' }).click()
  await page.waitForURL('**/docs/guides/renter#5-use-it')
  await page.locator('[id="5-use-it"]').filter({ hasText: '5. 使用它' }).waitFor()
  await read()
  await page.getByRole('link', { name: '如何隔离' }).click()
  await page.getByText('本文档仅有英文版。').waitFor()
  await page.locator('article[lang=en]').waitFor()
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
