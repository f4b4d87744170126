// Removes the operator's attestor from the validator set. While no validator runs, the attestor (a key of the operator) is the only member. This program runs
// as a separate process. Usage: leaveSet.ts RPC_URL ATTESTATIONS_ADDRESS KEY_FILE
import { leaveDevelopmentSet } from '@infinitio/chain/node'
import { address } from '@infinitio/domain'
import { readKey } from './makeKeys.ts'

const [rpcUrl, attestations, keyFile] = process.argv.slice(2)
if (rpcUrl === undefined || attestations === undefined || keyFile === undefined) throw new Error('three arguments are needed')
await leaveDevelopmentSet({ rpcUrl, attestations: address(attestations.toLowerCase()), privateKey: readKey(keyFile) })
