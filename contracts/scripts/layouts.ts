import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { contractsFolder } from './buildContracts.ts'
import { movedFields } from './movedFields.ts'
import { renderLayout } from './renderLayout.ts'
import { type StoredField, storageLayouts } from './storageLayouts.ts'

/** Writes the storage layout of every contract into contracts/layouts. Throws if a field of an upgradeable contract has moved. */
const target = join(contractsFolder, 'layouts')
const layouts = storageLayouts()
for (const [name, fields] of layouts) {
  const path = join(target, `${name}.json`)
  if (!/^(NodeRegistry|ClassCatalog)/.test(name) || !existsSync(path)) continue
  const moved = movedFields({ before: JSON.parse(readFileSync(path, 'utf8')) as StoredField[], after: fields })
  if (moved.length > 0) throw new Error(`${name} is upgradeable, so its fields must stay where they are: ${moved.join(', ')}`)
}
mkdirSync(target, { recursive: true })
for (const old of readdirSync(target)) if (!layouts.has(old.replace(/\.json$/, ''))) rmSync(join(target, old))
for (const [name, fields] of layouts) writeFileSync(join(target, `${name}.json`), renderLayout(fields))
console.log(`Wrote ${layouts.size} files to contracts/layouts`)
