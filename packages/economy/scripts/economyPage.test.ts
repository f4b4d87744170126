import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { economyPage } from './economyPage.ts'

test('matches docs/economy.md; write it again with node packages/economy/scripts/writePage.ts', () => {
  expect(readFileSync(new URL('../../../docs/economy.md', import.meta.url), 'utf8')).toBe(economyPage())
})
