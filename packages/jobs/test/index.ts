/**
 * A market in memory, for tests of the loop. Its pool accepts each batch once, its workers are honest unless a test says otherwise, and its journals accept an
 * event only directly after the newest one, as the API does.
 */
export { type FakeAnswer, fakeMarket, refusedAs } from './fakeMarket.ts'
export { memoryJournal } from './memoryJournal.ts'
export { memoryMarket, type MemoryMarket } from './memoryMarket.ts'
export { leasePrice, memoryLeases, type MemoryLeases } from './memoryLeases.ts'
