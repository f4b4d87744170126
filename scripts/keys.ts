// `npm run keys`: creates and shows keys, announces them in the Directory, and changes which key is in use. Exit codes: 0 done, 1 failed, 2 unknown command.
import { openSigners } from '../apps/engine/src/signers/openSigners.ts'
import { parseSender } from '../apps/engine/src/signers/senderEnv.ts'
import { directoryCall } from './keys/directoryCall.ts'
import { KeysUsageError } from './keys/KeysUsageError.ts'
import { listKeys } from './keys/listKeys.ts'
import { newKey } from './keys/newKey.ts'
import { sendAsOwner } from './keys/sendAsOwner.ts'

try {
  for (const line of await run(process.argv.slice(2))) console.log(line)
  process.exit(0)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(error instanceof KeysUsageError ? 2 : 1)
}

async function run(words: string[]): Promise<string[]> {
  const [command, value = ''] = words
  if (command === 'new' && value !== '') return newKey(value)
  if (command === 'show')
    return (await open(value)).map(({ signer, isDevelopmentKey }) => `${signer.address}${isDevelopmentKey ? ' (development only)' : ''}`)
  const { DIRECTORY_ADDRESS, RPC_URL, OWNER } = process.env
  if (DIRECTORY_ADDRESS === undefined) throw new KeysUsageError()
  if (command === 'list') {
    if (RPC_URL === undefined) throw new KeysUsageError()
    return await listKeys(DIRECTORY_ADDRESS, RPC_URL)
  }
  const call = directoryCall(words, DIRECTORY_ADDRESS)
  if (OWNER === undefined || RPC_URL === undefined)
    return ['Send this as the owner or operator of the Directory:', `to:   ${call.to}`, `data: ${call.data}`]
  const [owner] = await open(OWNER)
  if (owner === undefined) throw new Error('OWNER names no key')
  return sendAsOwner(owner.signer, { call, rpcUrl: RPC_URL })
}

async function open(text: string) {
  const place = parseSender(text)
  if (place === null) throw new KeysUsageError()
  return (await openSigners(place)).signers
}
