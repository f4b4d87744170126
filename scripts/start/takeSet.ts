// If no validator runs, makes the operator's attestor (a key that signs statements about leases, such as lost nodes) the only member of the validator set. Once
// that has succeeded, empties the seat file, so that a later start sees that the attestor is the member. This program runs as a separate process. Usage:
// takeSet.ts RPC_URL ATTESTATIONS_ADDRESS SEAT_FILE ATTESTOR_KEY_FILE VALIDATOR_KEY_FILE…
import { writeFileSync } from 'node:fs'
import { takeDevelopmentSet } from '@infinitio/chain/node'
import { address } from '@infinitio/domain'
import { readKey } from './makeKeys.ts'

const [rpcUrl, attestations, seatFile, attestor, ...validators] = process.argv.slice(2)
if (rpcUrl === undefined || attestations === undefined || seatFile === undefined || attestor === undefined)
  throw new Error('four arguments and the validators’ key files are needed')
const keys = { attestor: readKey(attestor), validators: validators.map(readKey) }
if (await takeDevelopmentSet({ rpcUrl, attestations: address(attestations.toLowerCase()), ...keys })) writeFileSync(seatFile, '')
