/**
 * A market in memory, for tests of the scheduler's loop. Its pool accepts each batch once. Its workers are honest unless a test says otherwise. Its journals
 * accept an event only if it follows the newest one, as the API does.
 */
export { type FakeAnswer, fakeMarket, refusedAs } from './fakeMarket.ts'
export { hereMarket, type HereMarket } from './hereMarket.ts'
export { memoryJournal } from './memoryJournal.ts'
export { memoryMarket, type MemoryMarket } from './memoryMarket.ts'
export { leasePrice, memoryLeases, type MemoryLeases } from './memoryLeases.ts'
export { wireJournal } from './wireJournal.ts'
