// `npm run licences` writes docs/third-party-licences.md. `npm run licences -- --sbom FOLDER` also writes CycloneDX files.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { askRegistry } from './licences/askRegistry.ts'
import { checkLicences, licenceListFile, licensedPackages, readLicenceList, renderLicenceList } from './licences/checkLicences.ts'
import { writeInventories } from './licences/writeInventories.ts'
import { checkout } from './start/dataFolder.ts'

const { values } = parseArgs({ options: { sbom: { type: 'string' } } })
const file = join(checkout, licenceListFile)
const known = readLicenceList(existsSync(file) ? readFileSync(file, 'utf8') : '')
for (const id of licensedPackages(checkout, known).unknown) known.set(id, await askRegistry(id, checkout))
const { packages } = licensedPackages(checkout, known)
writeFileSync(file, renderLicenceList(packages))
console.log(`${licenceListFile} lists ${packages.length} packages`)
if (values.sbom !== undefined) {
  const licences = new Map(packages.map(({ id, licence }) => [id, licence]))
  for (const path of await writeInventories({ root: checkout, folder: values.sbom, licences })) console.log(path)
}
const problems = checkLicences(checkout)
for (const problem of problems) console.error(problem)
process.exit(problems.length === 0 ? 0 : 1)
