// Creates the keys and passwords of a deployment in containers, unless they exist, and gives each process only those that it needs. Usage: makeSecrets.ts
// FOLDER. FOLDER has one folder for each process. In docker-compose.yml, each of these folders is a volume that only its process mounts.
import { randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type KeyName, makeKeys, validatorNames } from '../start/makeKeys.ts'
import { rolePasswords } from '../start/rolePasswords.ts'
import { containerFolder } from './containerFolder.ts'

const [root] = process.argv.slice(2)
if (root === undefined) throw new Error('name the folder')

/** The process that gets each key. */
const holders: { key: KeyName; holder: 'web' | 'engine' | 'gateway' | 'agent' | 'scheduler' | (typeof validatorNames)[number] }[] = [
  { key: 'receipt', holder: 'web' },
  { key: 'sender', holder: 'engine' },
  { key: 'lease-sender', holder: 'engine' },
  { key: 'attestor', holder: 'engine' },
  { key: 'gateway-host', holder: 'gateway' },
  { key: 'provider', holder: 'agent' },
  { key: 'scheduler', holder: 'scheduler' },
  ...validatorNames.map((name) => ({ key: name, holder: name })),
]

const folder = containerFolder(root)
const keys = makeKeys(folder)
rolePasswords(folder)
for (const { key, holder } of holders) {
  const copy = join(root, holder, `${key}.key`)
  // Copying also keeps the file's mode, so that only its owner can read the copy.
  if (!existsSync(copy)) copyFileSync(keys[key], copy)
}
const password = join(root, 'database', 'password')
// Every user may read this file, because the database runs as another user. Other processes cannot read it because they do not mount its volume.
if (!existsSync(password)) writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o444 })
console.log('Every process has its keys.')
