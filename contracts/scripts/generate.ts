import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildContracts } from './buildContracts.ts'
import { compiledFile, generatedFolder } from './compiledFile.ts'
import { renderSizes, sizesFile } from './deployedSizes.ts'
import { isCompiledToday, renderCompiled } from './renderCompiled.ts'
import { renderGenerated } from './renderGenerated.ts'

/**
 * Compiles the contracts. Writes their ABIs and creation code into packages/chain, their sizes into contracts/sizes.json, and hashes of the compiled sources
 * into contracts/compiled.json. If a source has changed, compiles all of them in the same groups as a clean checkout: the code of a contract can depend on its
 * group.
 */
const { artifactsFolder } = buildContracts({ force: !(await isCompiledToday()) })
const files = renderGenerated({ artifactsFolder })
mkdirSync(generatedFolder, { recursive: true })
for (const old of readdirSync(generatedFolder)) if (!files.has(old)) rmSync(join(generatedFolder, old))
for (const [name, text] of files) writeFileSync(join(generatedFolder, name), text)
writeFileSync(sizesFile, renderSizes({ artifactsFolder }))
writeFileSync(compiledFile, await renderCompiled())
console.log(`Wrote ${files.size} files to packages/chain/src/generated`)
