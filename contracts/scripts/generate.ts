import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildContracts, contractsFolder } from './buildContracts.ts'
import { renderSizes, sizesFile } from './deployedSizes.ts'
import { renderGenerated } from './renderGenerated.ts'

/** Compiles the contracts, writes their ABIs and creation code into packages/chain and their sizes into contracts/sizes.json. */
const { artifactsFolder } = buildContracts()
const files = renderGenerated({ artifactsFolder })
const target = join(contractsFolder, '../packages/chain/src/generated')
mkdirSync(target, { recursive: true })
for (const old of readdirSync(target)) if (!files.has(old)) rmSync(join(target, old))
for (const [name, text] of files) writeFileSync(join(target, name), text)
writeFileSync(sizesFile, renderSizes({ artifactsFolder }))
console.log(`Wrote ${files.size} files to packages/chain/src/generated`)
