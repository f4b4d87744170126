// Generates the functions for the API's endpoints in packages/sdk/src/generated: `node packages/sdk/scripts/writeCalls.ts`.
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { callsTexts } from './callsText.ts'

const folder = new URL('../src/generated/', import.meta.url)
for (const file of readdirSync(folder)) rmSync(new URL(file, folder))
for (const [file, text] of callsTexts()) writeFileSync(new URL(file, folder), text)
