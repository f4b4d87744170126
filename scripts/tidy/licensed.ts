import type { Finding, SourceFile } from './sourceFile.ts'

/** The SPDX identifier of this project's licence. */
export const projectLicence = 'Apache-2.0'

/**
 * Returns a finding for each file without the project's licence: every Solidity file must begin with its SPDX line, every package.json must state it, and
 * LICENSE must contain its text.
 */
export function licensed(files: SourceFile[]): Finding[] {
  const add = (path: string, message: string): Finding => ({ path, rule: 'licensed', message })
  const line = `// SPDX-License-Identifier: ${projectLicence}`
  const findings = files.flatMap(({ path, text, lines }) => {
    if (path.endsWith('.sol')) return lines[0] === line ? [] : [add(path, `does not begin with "${line}"`)]
    if (!/(^|\/)package\.json$/.test(path)) return []
    const { license } = JSON.parse(text) as { license?: string }
    return license === projectLicence ? [] : [add(path, `needs "license": "${projectLicence}", not ${JSON.stringify(license ?? null)}`)]
  })
  const text = files.find(({ path }) => path === 'LICENSE')?.text ?? ''
  return /Apache License\s+Version 2\.0/.test(text) ? findings : [...findings, add('LICENSE', 'must hold the text of the Apache License 2.0')]
}
