import { loadHostKey } from './keys/hostKey.ts'

const file = process.argv[2]
if (file === undefined) {
  process.stderr.write('usage: printHostKey.ts <key file>\n')
  process.exitCode = 64
} else {
  process.stdout.write(`${(await loadHostKey(file)).publicKey}\n`)
}
