import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { buildContracts } from '../../scripts/buildContracts.ts'
import { generatedFolder, readCompiled } from '../../scripts/compiledFile.ts'
import { renderSizes, sizesFile } from '../../scripts/deployedSizes.ts'
import { isReusing } from '../../scripts/hardhatFolders.ts'
import { isCompiledToday } from '../../scripts/renderCompiled.ts'
import { renderGenerated } from '../../scripts/renderGenerated.ts'

const { artifactsFolder } = buildContracts()
const skip = isReusing ? 'compiles in npm run test:long' : false

describe('the hashes of compiled sources', () => {
  it('match the sources and settings of today, and the checked-in code', async () => {
    assert.ok(await isCompiledToday(), 'compiled.json is stale: run node contracts/scripts/generate.ts')
    assert.ok(readCompiled().inputs.length > 0, 'nothing was compiled')
  })
})

describe('generates ABIs and creation code', { skip }, () => {
  it("match the compiler's output for the current sources", () => {
    const files = renderGenerated({ artifactsFolder })
    assert.deepEqual(readdirSync(generatedFolder).sort(), [...files.keys()].sort())
    for (const [name, text] of files) {
      assert.ok(readFileSync(join(generatedFolder, name), 'utf8') === text, `${name} is stale: run node contracts/scripts/generate.ts`)
    }
  })
})

describe('sizes of deployed code', { skip }, () => {
  it("match the compiler's output for the current sources; npm run check keeps 200 bytes of each free", () => {
    const sizes = renderSizes({ artifactsFolder })
    assert.ok(readFileSync(sizesFile, 'utf8') === sizes, 'sizes.json is stale: run node contracts/scripts/generate.ts')
  })
})
