import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { buildContracts, contractsFolder } from '../../scripts/buildContracts.ts'
import { renderGenerated } from '../../scripts/renderGenerated.ts'

const generated = join(contractsFolder, '../packages/chain/src/generated')
const { artifactsFolder } = buildContracts()

describe('generated ABIs and creation code', () => {
  it('are what the compiler makes of the sources today', () => {
    const files = renderGenerated({ artifactsFolder })
    assert.deepEqual(readdirSync(generated).sort(), [...files.keys()].sort())
    for (const [name, text] of files) {
      assert.ok(readFileSync(join(generated, name), 'utf8') === text, `${name} is stale: run node contracts/scripts/generate.ts`)
    }
  })
})

describe('deployed code', () => {
  for (const name of ['Market', 'MarketAnnex', 'Emission', 'EmissionChallenges']) {
    it(`of ${name} stays under 24,576 bytes`, () => {
      const path = join(artifactsFolder, `src/${name}.sol/${name}.json`)
      const { deployedBytecode } = JSON.parse(readFileSync(path, 'utf8')) as { deployedBytecode: string }
      const bytes = (deployedBytecode.length - 2) / 2
      assert.ok(bytes < 24_576, `${name} has ${bytes} bytes`)
    })
  }
})
