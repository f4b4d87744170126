/** Checks, in which validators compare the answers of AI services: reads and writes their signed reports, and calculates from them which services differ. */
export { getCheckSlot, getServiceChecks, postCheckReport } from '../generated/calls.ts'
export { listServices } from '../generated/calls.ts'
export { type CheckBook, type CheckBookOptions, type CheckedService, openCheckBook } from './openCheckBook.ts'
