import { type Finding, isProductCode, isTest, type SourceFile } from './sourceFile.ts'

type Rule = { name: string; pattern: RegExp; message: string; applies: (file: SourceFile) => boolean }

/**
 * Files that may read environment variables directly. Pages are bundled, so they cannot share the server's parsed settings. A command that only starts another
 * program has no settings.
 */
const readsEnvItself = new Set([
  'apps/web/parts/api/serverApi.ts',
  'packages/cli/src/context/profiles.ts',
  // This file passes the environment on to pip and npm, whose settings it must respect.
  'packages/cli/src/dev/model/devModel.ts',
  'packages/cli/src/provide/runAgentProgram.ts',
  // This file reads environment variables whose names the renter gives.
  'packages/cli/src/secrets/readSecrets.ts',
  // This file finds the user's cache folder, as the programs that keep files there do.
  'packages/proven/src/prover/provingKeys.ts',
])

const isCode = ({ path }: SourceFile) => /\.(tsx?|mjs|cjs|sol)$/.test(path) && !path.startsWith('scripts/tidy/')

/** Texts that code must not contain, and the files in which each rule applies. */
const rules: Rule[] = [
  { name: 'nothing-left-to-do', pattern: /\b(TODO|FIXME|XXX|HACK)\b/, message: 'is either done or an issue', applies: isCode },
  { name: 'types-not-silenced', pattern: /@ts-(ignore|nocheck)/, message: 'silences the type checker', applies: isCode },
  { name: 'no-lonely-tests', pattern: /\b(it|test|describe)\.only\(/, message: 'runs one test and hides the others', applies: isTest },
  {
    name: 'no-randomness-in-the-core',
    pattern: /Math\.random|new Date\b|Date\.now/,
    message: 'time and randomness are arguments here',
    applies: (file) => /^packages\/(domain|matching|economy)\/src\//.test(file.path) && isProductCode(file),
  },
  {
    name: 'env-parsed-once',
    // The pattern ignores lines that set a variable for a library.
    pattern: /process\.env\b(?!(\.\w+|\[[^\]]+\]) \??\??= )/,
    message: 'settings are read once at start, through readEnv',
    applies: (file) => isProductCode(file) && !readsEnvItself.has(file.path) && !file.path.startsWith('packages/process/'),
  },
]

/** Finds lines with notes such as TODO, silenced type errors, clocks in the core, or settings that are not read through `readEnv`. */
export function wordsInCode(file: SourceFile): Finding[] {
  const applying = rules.filter((rule) => rule.applies(file))
  if (applying.length === 0) return []
  return file.lines.flatMap((line, index) => {
    const code = line.replace(/^\s*(\*|\/\/|\/\*).*$/, '')
    return applying
      .filter(({ pattern, name }) => pattern.test(name === 'nothing-left-to-do' ? line : code))
      .map(({ name, message }) => ({ path: `${file.path}:${index + 1}`, rule: name, message }))
  })
}
