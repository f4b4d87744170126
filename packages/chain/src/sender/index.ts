/** Reads of the chain and sent transactions for programs that may also run in a browser, without the server side in `node`. */
export { createChainClient } from '../node/createChainClient.ts'
export { sendCalls } from '../node/sending/sendCalls.ts'
