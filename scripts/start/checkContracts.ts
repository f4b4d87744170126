import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout, type DataFolder } from './dataFolder.ts'
import { sourceHash } from '../sources/sourceHash.ts'

const generated = 'packages/chain/src/generated'

/** Stores which contracts were deployed for this data folder. */
export function rememberContracts(folder: DataFolder): void {
  writeFileSync(fileOf(folder), contractsHash())
}

/**
 * Throws if the contracts of this data folder are not those of this checkout. The code of this checkout could not follow that market, and data is never deleted
 * without the user's request.
 */
export function checkContracts(folder: DataFolder): void {
  const file = fileOf(folder)
  if (!existsSync(file) || readFileSync(file, 'utf8') === contractsHash()) return
  throw new Error(
    `The market in ${folder.root} was started with other contracts than this version has. Name another folder in INFINITIO_DATA to start a new market, or delete that one.`,
  )
}

function fileOf(folder: DataFolder): string {
  return join(folder.chain, 'contracts-hash')
}

function contractsHash(): string {
  const files = readdirSync(join(checkout, generated)).filter((name) => name.endsWith('Bytecode.ts'))
  return sourceHash({ root: checkout, paths: files.map((name) => `${generated}/${name}`) })
}
