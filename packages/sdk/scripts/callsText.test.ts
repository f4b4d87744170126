import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { callsTexts } from './callsText.ts'

test('the calls are those of the described endpoints; write them again with node packages/sdk/scripts/writeCalls.ts', () => {
  const folder = new URL('../src/generated/', import.meta.url)
  const written = new Map(readdirSync(folder).map((file) => [file, readFileSync(new URL(file, folder), 'utf8')]))
  expect(written).toEqual(callsTexts())
})
