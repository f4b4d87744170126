import { type Address, address, zeroAddress } from '../ids/address.ts'

/** Executor 1: any address in the engine set, a list of addresses in the Directory contract, may settle the order. The default. */
export const engineExecutor: Address = address(`0x${'1'.padStart(40, '0')}`)

/** Executor 0: anyone may settle the order. Give such asks an expiry of at most 15 minutes. */
export const anyoneExecutor: Address = zeroAddress
