import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { referencePage } from './referencePage.ts'

const page = readFileSync(new URL('../../../docs/sdk.md', import.meta.url), 'utf8')

test('matches docs/sdk.md; write it again with node packages/sdk/scripts/writeReference.ts', () => {
  expect(page).toBe(referencePage())
})

test('has every entry point with its functions', () => {
  for (const entry of ['@infinitio/sdk', '@infinitio/sdk/journal', '@infinitio/sdk/governance']) expect(page).toContain(`## \`${entry}\`\n`)
  for (const name of ['rent', 'end', 'searchListings', 'verifyJournal']) expect(page).toMatch(new RegExp(`^- \`${name}\`: [A-Z].{20,}`, 'm'))
})
