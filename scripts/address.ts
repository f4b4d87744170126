// `npm run address`: prints the address of the market whose data is in INFINITIO_DATA or, if that is not set, in this checkout. The address ends with `#` and
// this machine's token. The path of the token's file goes to standard error, so that the address can be piped.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDataFolder } from './start/dataFolder.ts'
import { addressWithToken, localTokenFile } from './start/localToken.ts'

const folder = openDataFolder()
const urlFile = join(folder.root, 'url')
if (existsSync(urlFile) && existsSync(localTokenFile(folder))) {
  console.log(addressWithToken(folder, readFileSync(urlFile, 'utf8').trim()))
  console.error(`The token is in ${localTokenFile(folder)}. Give it to nobody who may not use the keys of this market.`)
} else {
  console.error(`No market was started in ${folder.root} yet: npm start makes one.`)
  process.exitCode = 1
}
