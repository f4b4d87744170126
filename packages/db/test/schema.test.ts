import { readdir, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'
import { openSchemaEngine } from './openSchemaEngine.ts'

const folder = `${import.meta.dirname}/../../../prisma/schema`

describe('the Prisma schema', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.drop())

  it('equals the database that the migrations create', async () => {
    expect(await differences(database, await readSchema())).toMatch(/No difference detected|empty migration/i)
  })

  it('differs if a column is missing (the comparison works)', async () => {
    const files = (await readSchema()).map(([path, content]): [string, string] => [path, content.replace(/^ {2}payload .*$/m, '')])
    expect(await differences(database, files)).toMatch(/payload/)
  })
})

async function readSchema(): Promise<[string, string][]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.prisma')).sort()
  return Promise.all(names.map(async (name): Promise<[string, string]> => [`${folder}/${name}`, await readFile(`${folder}/${name}`, 'utf8')]))
}

/** Returns in words how the migrated database differs from the schema. */
async function differences(database: TestDatabase, schema: [string, string][]): Promise<string> {
  const { engine, close } = await openSchemaEngine({ url: database.ownerUrl, files: schema })
  try {
    const files = schema.map(([path, content]) => ({ path, content }))
    const result = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: folder },
      to: { tag: 'schemaDatamodel', files },
      script: false,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    })
    return result.stdout ?? ''
  } finally {
    await close()
  }
}
