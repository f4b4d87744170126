/**
 * Functions that read the chain and send transactions, for programs that may also run in a browser. Leaves out the parts of `node` that only a server can use.
 */
export { createChainClient } from '../node/createChainClient.ts'
export { sendCalls } from '../node/sending/sendCalls.ts'
