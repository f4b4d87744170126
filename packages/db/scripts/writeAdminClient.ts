// Writes src/generated/admin, the Prisma Client of `npm run admin`: `node packages/db/scripts/writeAdminClient.ts`. The generator is not among our packages:
// npx fetches it from npm, in the pinned version. It downloads no engine.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { adminSchema, prismaVersion } from './adminSchema.ts'

/** Generated files for browsers, which nothing imports. The script deletes them. */
const forBrowsers = ['browser.ts', 'internal/prismaNamespaceBrowser.ts']

const work = mkdtempSync(join(tmpdir(), 'admin-client-'))
writeFileSync(join(work, 'schema.prisma'), adminSchema())
const settings = ['PRISMA_SCHEMA_ENGINE_BINARY=/bin/false', 'CHECKPOINT_DISABLE=1', 'PRISMA_HIDE_UPDATE_MESSAGE=1']
const args = [
  ...settings,
  'npx',
  '--yes',
  '--ignore-scripts',
  `prisma@${prismaVersion}`,
  'generate',
  '--no-hints',
  '--schema',
  join(work, 'schema.prisma'),
]
const { status, error } = spawnSync('env', args, { cwd: work, stdio: 'inherit' })
if (error !== undefined || status !== 0) throw new Error(`prisma generate failed: ${error?.message ?? `exit code ${status}`}`)
const folder = new URL('../src/generated/admin/', import.meta.url)
rmSync(folder, { recursive: true, force: true })
cpSync(join(work, 'client'), folder, { recursive: true })
for (const path of forBrowsers) rmSync(new URL(path, folder))
rmSync(work, { recursive: true })
