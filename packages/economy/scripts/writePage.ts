// Writes docs/economy.md: `node packages/economy/scripts/writePage.ts`.
import { writeFileSync } from 'node:fs'
import { economyPage } from './economyPage.ts'

writeFileSync(new URL('../../../docs/economy.md', import.meta.url), economyPage())
