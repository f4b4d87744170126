import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { longestOfRooms } from './longestOfRooms.ts'

const checkout = join(import.meta.dirname, '../..')

test('each file that is to begin is there', () => {
  expect(longestOfRooms.filter((file) => !existsSync(join(checkout, file)))).toEqual([])
})
