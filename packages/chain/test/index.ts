/** What tests of other rooms need of a chain. */
export { startTestChain, type TestChain, type TestKey, testKey } from './startTestChain.ts'
