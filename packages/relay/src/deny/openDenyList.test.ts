import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { type DenyNews, openDenyList } from './openDenyList.ts'

const [one, other] = [`0x${'1a'.repeat(20)}`, `0x${'2b'.repeat(20)}`]
const folder = mkdtempSync(join(tmpdir(), 'infinitio-deny-'))
const path = join(folder, 'deny.txt')
let news: DenyNews[]
const open = (countryHeader: string | null = 'X-Country') => openDenyList({ path, countryHeader }, (event) => news.push(event))

describe('a deny list', () => {
  beforeEach(() => {
    news = []
    rmSync(path, { recursive: true, force: true })
    writeFileSync(path, `${one}\nIR\n`)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('finds an account in any letter case', () => {
    const list = open()
    expect([one, one.toUpperCase(), other].map((account) => list.hasAccount(account))).toEqual([true, true, false])
  })

  it('finds a country, and also a request without a readable one', () => {
    const list = open()
    const denied = ['ir', ' IR ', undefined, '', 'DE, IR', 'Germany', 'D'].map((country) => list.hasCountry({ 'x-country': country }))
    expect(denied).toEqual(denied.map(() => true))
    expect(list.hasCountry({ 'x-country': 'de' })).toBe(false)
  })

  it('asks no request for its country if it names none', () => {
    writeFileSync(path, one)
    expect(open().hasCountry({})).toBe(false)
    expect(open(null).hasCountry({})).toBe(false)
  })

  it('is read again when its file changes', () => {
    const list = open()
    writeFileSync(path, `${other}\n`)
    expect([one, other].map((account) => list.hasAccount(account))).toEqual([false, true])
    expect(news).toEqual([{ kind: 'deny', state: 'read', accounts: 1, countries: 0 }])
  })

  it.each([
    ['is empty for a moment', () => writeFileSync(path, '')],
    ['ends inside an address', () => writeFileSync(path, `${other}\n${one.slice(0, 20)}`)],
    ['is not text', () => writeFileSync(path, Buffer.from([0xff, 0xfe, 0x00]))],
    ['was removed', () => rmSync(path)],
    [
      'became a folder',
      () => {
        rmSync(path)
        mkdirSync(path)
      },
    ],
  ])('remains in force if its file %s, and reports that once', (_name, spoil) => {
    const list = open()
    spoil()
    for (let times = 0; times < 3; times++) expect([list.hasAccount(one), list.hasAccount(other)]).toEqual([true, false])
    expect(news).toEqual([{ kind: 'deny', state: { unreadable: expect.any(String) }, accounts: 1, countries: 1 }])
    rmSync(path, { recursive: true, force: true })
    writeFileSync(path, other)
    expect([list.hasAccount(one), list.hasAccount(other)]).toEqual([false, true])
    expect(news.at(-1)?.state).toBe('read')
  })

  it('is refused at the start if it cannot be read, or names countries that nothing can find', () => {
    expect(() => open(null)).toThrow('--country-header')
    writeFileSync(path, 'nobody')
    expect(() => open()).toThrow('line 1')
    rmSync(path)
    expect(() => open()).toThrow('ENOENT')
  })
})
