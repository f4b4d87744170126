import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { buildContracts, contractsFolder } from '../../scripts/buildContracts.ts'
import { renderSizes, sizesFile } from '../../scripts/deployedSizes.ts'
import { renderGenerated } from '../../scripts/renderGenerated.ts'

const generated = join(contractsFolder, '../packages/chain/src/generated')
const { artifactsFolder } = buildContracts()

describe('generates ABIs and creation code', () => {
  it("match the compiler's output for the current sources", () => {
    const files = renderGenerated({ artifactsFolder })
    assert.deepEqual(readdirSync(generated).sort(), [...files.keys()].sort())
    for (const [name, text] of files) {
      assert.ok(readFileSync(join(generated, name), 'utf8') === text, `${name} is stale: run node contracts/scripts/generate.ts`)
    }
  })
})

describe('sizes of deployed code', () => {
  it("match the compiler's output for the current sources; npm run check keeps 200 bytes of each free", () => {
    const sizes = renderSizes({ artifactsFolder })
    assert.ok(readFileSync(sizesFile, 'utf8') === sizes, 'sizes.json is stale: run node contracts/scripts/generate.ts')
  })
})
