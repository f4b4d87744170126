// Takes the operator's attestor out of the set of validators, in which it is where none run; runs in a process of its own.
// Usage: leaveSet.ts RPC_URL ATTESTATIONS_ADDRESS KEY_FILE
import { leaveDevelopmentSet } from '@infinitio/chain/node'
import { address } from '@infinitio/domain'
import { readKey } from './makeKeys.ts'

const [rpcUrl, attestations, keyFile] = process.argv.slice(2)
if (rpcUrl === undefined || attestations === undefined || keyFile === undefined) throw new Error('three arguments are needed')
await leaveDevelopmentSet({ rpcUrl, attestations: address(attestations.toLowerCase()), privateKey: readKey(keyFile) })
