export { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'
export { openTestDb, type TestDb } from './openTestDb.ts'
export { testServerUrl } from './testServerUrl.ts'
