// The entry point of the package for the migrator. It is separate because it reads files of the checkout, which a bundle for pages does not have.
export { migrate, type Migrated, roleUrl } from './migrate.ts'
export { databaseProcesses, databaseSettings, operatorSettings, type Role, roles } from './roles.ts'
