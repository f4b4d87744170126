// The migrator's own front door: it reads files of the checkout, so it must not travel with the queries into a page's bundle.
export { type Migrated, migrate } from './migrate.ts'
export { databaseProcesses, databaseSettings, type Role, roles } from './roles.ts'
export { roleUrl } from './roleUrl.ts'
