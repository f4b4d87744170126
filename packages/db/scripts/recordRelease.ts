// Writes packages/db/test/releases/VERSION.json: every statement of this release with the roles that may run it, and the shape of its tables. The
// next release's schema must still serve these statements (test/previousRelease.test.ts). Run it once for each release: `node
// packages/db/scripts/recordRelease.ts VERSION`, then let biome format the file.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { roles } from '../src/migrations/index.ts'
import { readMigrations } from '../src/migrations/readMigrations.ts'
import { createTestDatabase } from '../test/createTestDatabase.ts'
import { openTestDb } from '../test/openTestDb.ts'
import { refusalOf } from '../test/releases/refusalOf.ts'
import { shapeOf } from '../test/releases/shapeOf.ts'
import { statementsOf } from '../test/releases/statementsOf.ts'

const [version] = process.argv.slice(2)
if (version === undefined || !/^\d+\.\d+\.\d+$/.test(version)) throw new Error('name the version, such as 0.1.0')
const database = await createTestDatabase()
const open = (url: string) => openTestDb({ url, max: 1, onError: () => {} })
const writers = roles.filter((role) => role !== 'infinitio_owner').map((role) => ({ role, db: open(database.urls[role]) }))
const owner = open(database.ownerUrl)
const statements: { name: string; roles: string[]; text: string }[] = []
const unplanned: string[] = []
for (const { name, statements: texts } of await statementsOf(join(import.meta.dirname, '../src'))) {
  for (const text of texts) {
    const able: string[] = []
    for (const { role, db } of writers) if ((await refusalOf(db, text)) === null) able.push(role)
    if (able.length > 0) statements.push({ name, roles: able, text })
    else unplanned.push(`${name}: ${await refusalOf(owner, text)}`)
  }
}
const migrations = (await readMigrations()).map(({ name }) => name)
const release = { version, migrations, statements, shape: await shapeOf(owner) }
writeFileSync(join(import.meta.dirname, `../test/releases/${version}.json`), `${JSON.stringify(release, null, 1)}\n`)
process.stdout.write(`${statements.length} statements of release ${version}; no role runs ${unplanned.length}:\n${unplanned.join('\n')}\n`)
await Promise.all([owner.close(), ...writers.map(({ db }) => db.close())])
await database.drop()
