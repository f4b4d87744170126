import { positions } from '@infinitio/endpoints'
import { describe, expect, test } from 'vitest'
import { cursorOf, positionOf, withNextCursor } from './pageCursor.ts'

const leases = { name: 'listLeases', position: positions.number }
const refused = { rejected: 'api.cursor_invalid', detail: 'query.cursor' }

describe('the cursor of a list', () => {
  test('has the position that the list gave, in letters that need no escaping in a URL', () => {
    const cursor = cursorOf('listLeases', '12')
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/)
    expect(positionOf(leases, cursor)).toBe('12')
  })

  test('is refused by another list, after a change, and as a plain position', () => {
    const cursor = cursorOf('listLeases', '12')
    expect(positionOf({ name: 'listOrders', position: positions.number }, cursor)).toEqual(refused)
    for (const at of cursor.split('').keys()) {
      const changed = `${cursor.slice(0, at)}${cursor[at] === 'A' ? 'B' : 'A'}${cursor.slice(at + 1)}`
      expect(positionOf(leases, changed)).toEqual(refused)
    }
    for (const other of ['12', '', 'A', `${cursor}A`, cursor.slice(0, -1)]) expect(positionOf(leases, other)).toEqual(refused)
  })

  test('is refused if the position has another form, even with the right checksum', () => {
    for (const position of ['-1', '1e3', '0x1', '12\n', '1'.repeat(30)]) expect(positionOf(leases, cursorOf('listLeases', position))).toEqual(refused)
  })

  test('stands in the answer in place of the position; an answer without a next page stays', () => {
    expect(withNextCursor('listLeases', { items: [1], nextCursor: '12' })).toEqual({ items: [1], nextCursor: cursorOf('listLeases', '12') })
    for (const answer of [{ items: [], nextCursor: null }, { items: [] }, null, 'text']) expect(withNextCursor('listLeases', answer)).toBe(answer)
  })
})
