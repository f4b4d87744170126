import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { longestOfRooms } from './longestOfRooms.ts'
import { longOnly } from './longOnly.ts'

const checkout = join(import.meta.dirname, '../..')

const isMissing = (file: string) => !existsSync(join(checkout, file))

test('each file that is to begin exists', () => {
  expect(longestOfRooms.filter(isMissing)).toEqual([])
})

test('names each file of long runs as it is called, and docs/samples.md has it', () => {
  expect(longOnly.filter(isMissing)).toEqual([])
  const samples = readFileSync(join(checkout, 'docs/samples.md'), 'utf8')
  expect(longOnly.filter((file) => !samples.includes(file))).toEqual([])
})
