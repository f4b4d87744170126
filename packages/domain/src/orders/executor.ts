import { type Address, address, zeroAddress } from '../ids/address.ts'

/** Executor 1: any address in the engine set, a list of addresses in the Directory contract, may settle the order. The default. */
export const engineExecutor: Address = address(`0x${'1'.padStart(40, '0')}`)

/** Executor 0: anyone may settle the order. An ask with this executor should expire within 15 minutes. */
export const anyoneExecutor: Address = zeroAddress
