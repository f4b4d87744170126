import { type Finding, listPaths, listSourceFiles } from '../tidy/sourceFile.ts'
import { architectureInDocs } from './architectureInDocs.ts'
import { constantsInDocs } from './constantsInDocs.ts'
import { decisions } from './decisions.ts'
import { errorCodesInDocs } from './errorCodesInDocs.ts'
import { pathsInDocs } from './pathsInDocs.ts'

/**
 * Returns the problems of the documents, one line each: broken paths and links, missing decisions, constants with another value than in the code, unknown error
 * codes, and differences between the architecture page and the code.
 */
export function checkDocuments(root: string): string[] {
  const files = listSourceFiles(root)
  const findings: Finding[] = [
    ...pathsInDocs(files, listPaths(root)),
    ...decisions(files),
    ...constantsInDocs(files),
    ...errorCodesInDocs(files),
    ...architectureInDocs(files),
  ]
  return findings.map(({ path, rule, message }) => `${path}  ${rule}: ${message}`)
}
