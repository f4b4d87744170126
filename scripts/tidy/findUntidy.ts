import { declaredPackages } from './declaredPackages.ts'
import { disabledReasons } from './disabledReasons.ts'
import { documentedExports } from './documentedExports.ts'
import { feesByName } from './feesByName.ts'
import { fileLengths, lengthsOfAll } from './fileLengths.ts'
import { fileNames } from './fileNames.ts'
import { frontDoors } from './frontDoors.ts'
import { handClasses } from './handClasses.ts'
import { licensed } from './licensed.ts'
import { longFunctions } from './longFunctions.ts'
import { namedAsExported } from './namedAsExported.ts'
import { plainEnglish } from './plainEnglish.ts'
import { roomReadmes } from './roomReadmes.ts'
import { sqlOutsideDb } from './sqlOutsideDb.ts'
import { type Finding, listSourceFiles, type SourceFile } from './sourceFile.ts'
import { wholeDeadlines } from './wholeDeadlines.ts'
import { wordsInCode } from './wordsInCode.ts'

/** Returns the findings of all cheap style rules over the checkout, and the number of checked files. */
export function findUntidy(root: string): { findings: Finding[]; files: number } {
  const files = listSourceFiles(root)
  const findings = [
    ...files.flatMap((file) => [...fileNames(file), ...fileLengths(file), ...wordsInCode(file), ...sqlOutsideDb(file), ...disabledReasons(file)]),
    ...files
      .filter(isTypeScript)
      .flatMap((file) => [...longFunctions(file), ...namedAsExported(file), ...documentedExports(file), ...wholeDeadlines(file)]),
    ...lengthsOfAll(files),
    ...roomReadmes(files),
    ...declaredPackages(files),
    ...licensed(files),
    ...frontDoors(files),
    ...feesByName(files),
    ...handClasses(files),
    ...plainEnglish(files),
  ]
  return { findings, files: files.length }
}

function isTypeScript({ path }: SourceFile): boolean {
  return /\.tsx?$/.test(path) && !path.endsWith('.d.ts')
}
