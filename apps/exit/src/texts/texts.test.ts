import { describe, expect, test } from 'vitest'
import { en } from './en.ts'
import { languageOf } from './useTexts.ts'
import { zh } from './zh.ts'

/** Keys whose values may be the same in each language. */
const names = ['tag', 'dates', 'directory']

describe('has the texts of the page', () => {
  test('chooses the first supported language of a browser, else English', () => {
    expect([['zh-CN', 'en'], ['fr', 'zh'], ['ZH-Hant'], ['en-GB', 'zh'], ['fr'], []].map((asked) => languageOf(asked).tag)).toEqual([
      ...['zh-Hans', 'zh-Hans', 'zh-Hans'],
      ...['en', 'en', 'en'],
    ])
  })

  test('has every Chinese text in Chinese', () => {
    const texts = Object.entries({ ...zh, ...zh.sign }).flatMap(([key, text]) => (typeof text === 'string' && !names.includes(key) ? [text] : []))
    expect(texts.length).toBeGreaterThan(50)
    expect(texts.filter((text) => !/\p{Script=Han}/u.test(text))).toEqual([])
  })

  test('has a Chinese sentence for each error of reading and sending', () => {
    const codes = ['rpc_silent', 'logs_incomplete', 'directory_unknown', 'transaction_pending', 'transaction_reverted'].map((code) => `chain.${code}`)
    for (const code of [...codes, ...['insufficient_gas', 'not_connected', 'rejected', 'wrong_chain'].map((one) => `wallet.${one}`)])
      expect(zh.sentence(code), code).toMatch(/\p{Script=Han}/u)
    expect(en.sentence('chain.rpc_silent')).toBeNull()
  })

  test('names a step, its lease and the party that it pays, in both languages', () => {
    const step = { kind: 'end', leaseId: 7n } as never
    expect([en.step(step), zh.step(step)]).toEqual(['End lease 7 and accept its bill.', '结束租约 7 并接受其费用。'])
    expect([en.pays(step), zh.pays(step)]).toEqual(["this account and the lease's provider", '本账户和租约的提供方'])
  })
})
