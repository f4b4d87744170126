import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildContracts } from './buildContracts.ts'
import { compiledFile, generatedFolder, renderCompiled } from './compiledFile.ts'
import { renderSizes, sizesFile } from './deployedSizes.ts'
import { renderGenerated } from './renderGenerated.ts'

/**
 * Compiles the contracts. Writes their ABIs and creation code into packages/chain, their sizes into contracts/sizes.json, and hashes of the compiled sources into
 * contracts/compiled.json.
 */
const { artifactsFolder } = buildContracts()
const files = renderGenerated({ artifactsFolder })
mkdirSync(generatedFolder, { recursive: true })
for (const old of readdirSync(generatedFolder)) if (!files.has(old)) rmSync(join(generatedFolder, old))
for (const [name, text] of files) writeFileSync(join(generatedFolder, name), text)
writeFileSync(sizesFile, renderSizes({ artifactsFolder }))
writeFileSync(compiledFile, renderCompiled({ artifactsFolder }))
console.log(`Wrote ${files.size} files to packages/chain/src/generated`)
