import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { callsText } from './callsText.ts'

test('the calls are those of the described endpoints; write them anew with node packages/sdk/scripts/writeCalls.ts', () => {
  expect(readFileSync(new URL('../src/generated/calls.ts', import.meta.url), 'utf8')).toBe(callsText())
})
