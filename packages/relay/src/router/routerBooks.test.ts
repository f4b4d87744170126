import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { address, assetUnits, serviceId } from '@infinitio/domain'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRouterBooks, type UsageRow } from './routerBooks.ts'

const noon = Date.UTC(2026, 10, 28, 12)
const row: UsageRow = {
  ...{ atMs: noon, key: '', model: 'llama', service: serviceId(`0x${'1'.repeat(40)}`), input: 3, output: 4 },
  ...{ cost: assetUnits(10n ** 16n), firstTokenMs: 20, status: 200 },
}

describe('the books of a router', () => {
  let folder: string
  beforeEach(() => {
    folder = path.join(mkdtempSync(path.join(tmpdir(), 'router-')), 'books')
  })
  afterEach(() => rmSync(path.dirname(folder), { recursive: true }))

  it('know a key by its text, store only its hash, and forget it when it is revoked', () => {
    const books = openRouterBooks(folder)
    const { text, key } = books.addKey({ label: 'laptop', budgetPerDay: assetUnits(5n), nowMs: noon })
    expect(books.keyOf(text)).toEqual(key)
    expect(books.keyOf(`${text}x`)).toBeNull()
    expect(readFileSync(path.join(folder, 'api-keys.jsonl'), 'utf8')).not.toContain(text.slice(5))
    expect(statSync(path.join(folder, 'api-keys.jsonl')).mode & 0o77).toBe(0)
    expect(openRouterBooks(folder).keyOf(text)).toEqual(key)
    const other = openRouterBooks(folder)
    const second = other.addKey({ label: 'added by a command', budgetPerDay: null, nowMs: noon })
    expect(books.keyOf(second.text)).toEqual(second.key)
    expect(books.revokeKey(key.id, noon)).toBe(true)
    expect(books.revokeKey(key.id, noon)).toBe(false)
    expect(openRouterBooks(folder).keyOf(text)).toBeNull()
  })

  it('write one line for a new key that ends others, however many keys there are, and skip a line that a crash cut short', () => {
    const file = path.join(folder, 'api-keys.jsonl')
    const books = openRouterBooks(folder)
    const label = 'a'.repeat(20)
    const payer = address(`0x${'2'.repeat(40)}`)
    let size = 0
    for (let count = 0; count < 50; count += 1) {
      const ends = books.keysOf(payer).flatMap(({ id, revokedMs }) => (revokedMs === null ? [id] : []))
      books.addKey({ label, budgetPerDay: null, nowMs: noon, payer, issuedSeconds: count, ends })
      const added = statSync(file).size - size
      size += added
      expect(added).toBeLessThan(600)
    }
    expect(books.keysOf(payer).filter(({ revokedMs }) => revokedMs === null)).toHaveLength(1)
    appendFileSync(file, '{"revoke":[],"add":{"id":"cut')
    const next = openRouterBooks(folder)
    const { text, key } = next.addKey({ label, budgetPerDay: assetUnits(7n), nowMs: noon })
    expect(openRouterBooks(folder).keyOf(text)).toEqual(key)
    expect(books.keyOf(text)).toEqual(key)
    expect(openRouterBooks(folder).keys()).toHaveLength(51)
  })

  it('accept the keys of the earlier file', () => {
    const books = openRouterBooks(folder)
    const { text, key } = books.addKey({ label: 'laptop', budgetPerDay: assetUnits(5n), nowMs: noon })
    rmSync(path.join(folder, 'api-keys.jsonl'))
    writeFileSync(path.join(folder, 'api-keys.json'), JSON.stringify([{ ...key, budgetPerDay: '5' }]))
    expect(openRouterBooks(folder).keyOf(text)).toEqual(key)
    expect(openRouterBooks(folder).revokeKey(key.id, noon)).toBe(true)
    expect(openRouterBooks(folder).keyOf(text)).toBeNull()
  })

  it('count what a key spends in a day, also after a restart', () => {
    const books = openRouterBooks(folder)
    const { key } = books.addKey({ label: 'laptop', budgetPerDay: null, nowMs: noon })
    books.note({ ...row, key: key.id })
    books.note({ ...row, key: key.id, atMs: noon - 13 * 3_600_000 })
    for (const open of [books, openRouterBooks(folder)]) {
      expect(open.spentOn(key.id, noon)).toBe(10n ** 16n)
      expect(open.spentOn(key.id, noon + 86_400_000)).toBe(0n)
      expect(open.usage()).toHaveLength(2)
    }
    expect(statSync(path.join(folder, 'usage.jsonl')).mode & 0o77).toBe(0)
  })

  it('leave out a row that a crash cut short, and write the next one whole', () => {
    openRouterBooks(folder).note(row)
    appendFileSync(path.join(folder, 'usage.jsonl'), '{"atMs":17')
    const books = openRouterBooks(folder)
    expect(books.usage()).toEqual([row])
    books.note(row)
    expect(openRouterBooks(folder).usage()).toEqual([row, row])
  })
})
