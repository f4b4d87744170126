import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkout } from '../start/dataFolder.ts'
import { checkLicences, licenceListFile, licensedPackages, readLicenceList, renderLicenceList } from './checkLicences.ts'
import { installedLicences, namedLicence } from './installedLicences.ts'
import { judgeLicence } from './judgeLicence.ts'
import { type Lockfile, packagesOfRoom, readLockfile } from './lockfile.ts'
import { removedFromImages } from './shippedPackages.ts'
import { writeInventories } from './writeInventories.ts'

describe('third-party licences', () => {
  it('judges SPDX expressions by the mildest alternative and the strictest condition', () => {
    const judged = (judgement: string, expressions: string[]) => expect(expressions.map(judgeLicence)).toEqual(expressions.map(() => judgement))
    judged('permissive', ['MIT', '(MIT AND Zlib)', 'GPL-3.0-only OR MIT', 'Apache-2.0 WITH LLVM-exception'])
    judged('weak', ['LGPL-3.0-or-later', 'MPL-2.0', 'MIT AND MPL-2.0'])
    judged('refused', [
      'GPL-2.0-or-later',
      'AGPL-3.0-only',
      'MIT AND GPL-3.0-only',
      'GPL-2.0-only WITH Classpath-exception-2.0',
      'GPL-3.0-only OR AGPL-3.0-only',
    ])
    judged('unknown', ['BUSL-1.1', 'SEE LICENSE IN LICENSE.md', 'UNLICENSED', ''])
  })

  it('reads the three formats of a licence in package.json', () => {
    expect(namedLicence({ license: 'MIT' })).toBe('MIT')
    expect(namedLicence({ license: { type: 'ISC' } })).toBe('ISC')
    expect(namedLicence({ licenses: [{ type: 'MIT' }, { type: 'GPL-2.0-only' }] })).toBe('MIT OR GPL-2.0-only')
    expect(namedLicence({})).toBe(null)
  })

  it('follows rooms, aliases and optional packages, and leaves out other systems and test-only packages', () => {
    const found = (options: { withDev?: boolean; filesOnly?: string[] }) => [...packagesOfRoom(lockfile, { room: 'apps/web', ...options })].sort()
    expect(found({})).toEqual(['deep@2.0.0', 'library@1.0.0', 'native-linux@1.0.0', 'other@3.0.0'])
    expect(found({ withDev: true })).toContain('tester@1.0.0')
    expect(found({ filesOnly: ['library'] })).toEqual(['library@1.0.0', 'other@3.0.0'])
  })

  it('rejects a package with the GPL, one without a judged licence, and an outdated list', () => {
    const root = checkoutWith({ good: 'MIT', bad: 'GPL-3.0-or-later', odd: 'BUSL-1.1' })
    const problems = checkLicences(root)
    expect(problems).toContainEqual(expect.stringMatching(/^bad@1\.0\.0 is under GPL-3\.0-or-later/))
    expect(problems).toContainEqual(expect.stringMatching(/^odd@1\.0\.0 is under BUSL-1\.1/))
    expect(problems).toContainEqual(expect.stringMatching(/is out of date/))
    expect(problems).toHaveLength(3)
    const good = checkoutWith({ good: 'MIT' })
    writeInto(good, licenceListFile, renderLicenceList(licensedPackages(good, new Map()).packages))
    expect(checkLicences(good)).toEqual([])
  })

  it('keeps Prisma out of each process and the command, because only npm run admin loads it', () => {
    const rooms = ['web', 'api', 'engine', 'gateway', 'agent', 'validator', 'scheduler', 'router', 'exit'].map((app) => `apps/${app}`)
    const installed = readLockfile(checkout)
    const found = [...rooms, 'packages/cli', 'packages/sdk'].flatMap((room) => [...packagesOfRoom(installed, { room })])
    expect(found.filter((id) => id.includes('prisma'))).toEqual([])
    expect([...packagesOfRoom(installed, { room: 'packages/db', withDev: true })]).toContain('@prisma/client@7.10.0')
  })

  it('keeps the compilers and the prover, which have the GPL, out of the images and the list', () => {
    expect(judgeLicence(installedLicences(checkout)(solcId()) ?? '')).toBe('refused')
    expect(removedFromImages).toEqual(expect.arrayContaining(['solc', 'circom2', 'circomlib', 'snarkjs']))
    const dockerfile = readFileSync(join(checkout, 'deploy/images/Dockerfile'), 'utf8')
    const installs = dockerfile.split(/^(?=FROM )/m).filter((stage) => / pnpm install (?!.*--prod)/.test(stage))
    expect(installs).toHaveLength(1)
    for (const stage of installs) for (const name of removedFromImages) expect(stage).toContain(` node_modules/.pnpm/${name.replaceAll('/', '+')}@*`)
    const list = readFileSync(join(checkout, licenceListFile), 'utf8')
    for (const name of removedFromImages) expect(list).not.toContain(`\`${name}@`)
  })

  it.skipIf(process.env.TEST_LONG !== '1')('writes CycloneDX files in which each package has a licence and each dependency exists', async () => {
    const licences = readLicenceList(readFileSync(join(checkout, licenceListFile), 'utf8'))
    const files = await writeInventories({ root: checkout, folder: mkdtempSync(join(tmpdir(), 'infinitio-sbom-')), licences })
    expect(files).toHaveLength(8)
    for (const file of files) {
      const { bomFormat, specVersion, metadata, components, dependencies } = JSON.parse(readFileSync(file, 'utf8')) as Inventory
      expect({ bomFormat, specVersion }).toEqual({ bomFormat: 'CycloneDX', specVersion: '1.6' })
      expect(components.filter((one) => one.licenses === undefined || one.purl === undefined)).toEqual([])
      expect(components.filter(({ purl }) => removedFromImages.some((name) => purl?.startsWith(`pkg:npm/${name}@`)))).toEqual([])
      const refs = new Set([metadata.component['bom-ref'], ...components.map((one) => one['bom-ref'])])
      expect(dependencies.flatMap(({ ref, dependsOn = [] }) => [ref, ...dependsOn]).filter((ref) => !refs.has(ref))).toEqual([])
    }
  })
})

type Inventory = {
  bomFormat: string
  specVersion: string
  metadata: { component: { 'bom-ref': string } }
  components: { 'bom-ref': string; purl?: string; licenses?: unknown[] }[]
  dependencies: { ref: string; dependsOn?: string[] }[]
}

const none = { dependencies: undefined, devDependencies: undefined, optionalDependencies: undefined }
const lockfile: Lockfile = {
  importers: {
    'apps/web': { ...none, dependencies: { ours: { version: 'link:../../packages/ours' } }, devDependencies: { tester: { version: '1.0.0' } } },
    'packages/ours': { ...none, dependencies: { library: { version: '1.0.0(peer@1.0.0)' }, alias: { version: 'other@3.0.0' } } },
  },
  packages: {
    'native-linux@1.0.0': { os: ['linux'], cpu: ['x64'] },
    'native-mac@1.0.0': { os: ['darwin'] },
    'native-musl@1.0.0': { libc: ['musl'] },
  },
  snapshots: {
    'library@1.0.0(peer@1.0.0)': {
      dependencies: { deep: '2.0.0' },
      optionalDependencies: { 'native-linux': '1.0.0', 'native-mac': '1.0.0', 'native-musl': '1.0.0' },
    },
    'other@3.0.0': {},
    'deep@2.0.0': {},
    'tester@1.0.0': {},
  },
}

function solcId(): string {
  const id = Object.keys(readLockfile(checkout).packages).find((one) => one.startsWith('solc@'))
  if (id === undefined) throw new Error('the lockfile has no solc')
  return id
}

/** Creates a git repository whose web image loads these packages, each installed with its licence. */
function checkoutWith(licences: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'infinitio-licences-'))
  execFileSync('git', ['init', '--quiet'], { cwd: root })
  const names = Object.keys(licences)
  const importer = { dependencies: Object.fromEntries(names.map((name) => [name, { version: '1.0.0' }])) }
  const snapshots = Object.fromEntries(names.map((name) => [`${name}@1.0.0`, {}]))
  writeInto(root, 'pnpm-lock.yaml', JSON.stringify({ importers: { 'apps/web': importer }, packages: {}, snapshots }))
  for (const [name, license] of Object.entries(licences))
    writeInto(root, `node_modules/.pnpm/${name}@1.0.0/node_modules/${name}/package.json`, JSON.stringify({ name, license }))
  writeInto(root, '.gitignore', 'node_modules\n')
  return root
}

function writeInto(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
