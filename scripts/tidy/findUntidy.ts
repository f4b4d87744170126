import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { declaredPackages } from './declaredPackages.ts'
import { documentedExports } from './documentedExports.ts'
import { fileLengths, lengthsOfAll } from './fileLengths.ts'
import { fileNames } from './fileNames.ts'
import { frontDoors, type PinnedDoors } from './frontDoors.ts'
import { licensed } from './licensed.ts'
import { longFunctions } from './longFunctions.ts'
import { namedAsExported } from './namedAsExported.ts'
import { roomReadmes } from './roomReadmes.ts'
import { sqlOutsideDb } from './sqlOutsideDb.ts'
import { type Finding, listSourceFiles, type SourceFile } from './sourceFile.ts'
import { wholeDeadlines } from './wholeDeadlines.ts'
import { wordsInCode } from './wordsInCode.ts'

/** Where the exports of every front door are pinned. */
export const pinFile = 'scripts/tidy/front-doors.json'

/** All findings of all cheap rules of the style guide over the checkout, and how many files were looked at. */
export function findUntidy(root: string): { findings: Finding[]; files: number } {
  const files = listSourceFiles(root)
  const pinned = readPinned(root)
  const findings = [
    ...files.flatMap((file) => [...fileNames(file), ...fileLengths(file), ...wordsInCode(file), ...sqlOutsideDb(file)]),
    ...files
      .filter(isTypeScript)
      .flatMap((file) => [...longFunctions(file), ...namedAsExported(file), ...documentedExports(file), ...wholeDeadlines(file)]),
    ...lengthsOfAll(files),
    ...roomReadmes(files),
    ...declaredPackages(files),
    ...licensed(files),
    ...frontDoors({ files, pinned }),
  ]
  return { findings, files: files.length }
}

function isTypeScript({ path }: SourceFile): boolean {
  return /\.tsx?$/.test(path) && !path.endsWith('.d.ts')
}

function readPinned(root: string): PinnedDoors {
  const file = join(root, pinFile)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PinnedDoors) : {}
}
