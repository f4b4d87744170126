// Makes the operator's attestor (a key of the operator) the only member of the validator set if no validator runs. Runs in a separate process. Empties the seat
// file once that set is formed. Usage: takeSet.ts RPC_URL ATTESTATIONS_ADDRESS SEAT_FILE ATTESTOR_KEY_FILE VALIDATOR_KEY_FILE…
import { writeFileSync } from 'node:fs'
import { takeDevelopmentSet } from '@infinitio/chain/node'
import { address } from '@infinitio/domain'
import { readKey } from './makeKeys.ts'

const [rpcUrl, attestations, seatFile, attestor, ...validators] = process.argv.slice(2)
if (rpcUrl === undefined || attestations === undefined || seatFile === undefined || attestor === undefined)
  throw new Error('four arguments and the validators’ key files are needed')
const keys = { attestor: readKey(attestor), validators: validators.map(readKey) }
if (await takeDevelopmentSet({ rpcUrl, attestations: address(attestations.toLowerCase()), ...keys })) writeFileSync(seatFile, '')
