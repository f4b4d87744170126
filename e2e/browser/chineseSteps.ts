import type { Page } from '@playwright/test'
import type { Hex } from 'viem'
import { announceWallet } from './announceWallet.ts'
import { signInWithWallet } from './signInWithWallet.ts'

/** Selects a display currency, and then Chinese, on the settings page. */
export async function chooseCurrencyAndChinese(page: Page, { currency }: { currency: string }): Promise<void> {
  await page.goto('/settings')
  await page.getByLabel('Display currency').selectOption(currency)
  await page.getByText('Only for comparison: you pay in PT.', { exact: false }).first().waitFor()
  await page.getByRole('button', { name: '中文' }).click()
  await page.getByRole('heading', { level: 1, name: '设置' }).waitFor()
}

/** Returns what is not in Chinese on the current page: its declared language, and sentences in another language. Ignores code. */
export async function untranslatedTexts(page: Page): Promise<string[]> {
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

/** Walks from the search page to the checkout of this machine, in Chinese. Calls `read` on every page. */
export async function goToCheckoutInChinese(page: Page, { read }: { read: () => Promise<void> }): Promise<void> {
  await page.goto('/gpus?hours=1')
  await page.getByRole('link', { name: /^租用 1 × CPU 槽位/ }).waitFor()
  await read()
  await page.getByRole('link', { name: /^租用 1 × CPU 槽位/ }).click()
  await page.getByRole('button', { name: '预留 5 分钟' }).waitFor()
  await read()
  await page.getByRole('button', { name: '预留 5 分钟' }).click()
  await page.waitForURL('**/book/*')
  await page.getByRole('button', { name: '签名并开始' }).waitFor()
}

/**
 * Reads the docs: the list, a guide, a section of another guide that this guide links to, and an architecture decision (decisions are in English). Calls `read`
 * on each Chinese page.
 */
export async function readDocsInChinese(page: Page, { read }: { read: () => Promise<void> }): Promise<void> {
  await page.goto('/docs')
  await page.getByRole('link', { name: 'SSH、文件、端口与 VS Code' }).waitFor()
  await read()
  await page.getByRole('link', { name: 'SSH、文件、端口与 VS Code' }).click()
  await page.getByRole('heading', { level: 1, name: 'SSH、文件、端口与 VS Code' }).waitFor()
  await read()
  await page.getByRole('link', { name: '它会得到一个网址' }).click()
  await page.waitForURL('**/docs/guides/use-a-lease#ports')
  await page.locator('[id="ports"]').filter({ hasText: '端口' }).waitFor()
  await read()
  await page.getByRole('link', { name: '端口如何隔离' }).click()
  await page.getByText('本文档仅有英文版。').waitFor()
  await page.locator('article[lang=en]').waitFor()
}

/**
 * Signs in with a browser in which this account has never been used. The current page keeps its settings. As soon as the browser stores a theme, the account's
 * settings have arrived, and the next page uses them.
 */
export async function signInElsewhere(page: Page, { privateKey }: { privateKey: Hex }): Promise<void> {
  await announceWallet(page, { privateKey, person: { answer: 'sign' } })
  await signInWithWallet(page)
  await page.waitForFunction(() => localStorage.getItem('theme') !== null)
  await page.goto('/wallet')
  await page.getByRole('heading', { level: 1, name: '钱包' }).waitFor()
}
