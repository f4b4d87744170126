// If no validator runs, makes the operator's attestor the only member of the validator set. Runs in a separate process. When that is done, it empties the seat file, which shows a later start that the attestor is the member. Usage: takeSet.ts RPC_URL ATTESTATIONS_ADDRESS SEAT_FILE ATTESTOR_KEY_FILE
// VALIDATOR_KEY_FILE…
import { writeFileSync } from 'node:fs'
import { takeDevelopmentSet } from '@infinitio/chain/node'
import { address } from '@infinitio/domain'
import { readKey } from './makeKeys.ts'

const [rpcUrl, attestations, seatFile, attestor, ...validators] = process.argv.slice(2)
if (rpcUrl === undefined || attestations === undefined || seatFile === undefined || attestor === undefined)
  throw new Error('four arguments and the validators’ key files are needed')
const keys = { attestor: readKey(attestor), validators: validators.map(readKey) }
if (await takeDevelopmentSet({ rpcUrl, attestations: address(attestations.toLowerCase()), ...keys })) writeFileSync(seatFile, '')
