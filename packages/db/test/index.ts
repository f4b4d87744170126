export { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'
export { testServerUrl } from './testServerUrl.ts'
