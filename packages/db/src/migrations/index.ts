// A separate entry point for the migrator. It reads files of the checkout, so no page bundle may contain it.
export { migrate, type Migrated, roleUrl } from './migrate.ts'
export { databaseProcesses, databaseSettings, type Role, roles } from './roles.ts'
