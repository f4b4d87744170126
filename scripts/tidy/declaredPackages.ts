import { builtinModules } from 'node:module'
import { type Finding, isProductCode, type SourceFile } from './sourceFile.ts'

const manifestPath = /^((?:apps|packages)\/[^/]+)\/package\.json$/
/** Matches imports that load a module at run time, and no type-only imports, because these load nothing. */
const loaded = /^(?:import|export)\s+(?!type\b)(?:[\w$*{},\s]+\sfrom\s+)?'([^']+)'/gm

/** Next's compiler provides this package, so no room declares it. */
const ofTheCompiler = 'server-only'

/**
 * Finds imports of packages that are not declared in the package.json of their room (app or package). An image installs the dependencies of only one room, so
 * it would lack a package that only the root declares.
 */
export function declaredPackages(files: SourceFile[]): Finding[] {
  const declared = new Map(files.flatMap(({ path, text }) => (manifestPath.test(path) ? [[path.replace('/package.json', ''), namesIn(text)]] : [])))
  return files.filter(isProductCode).flatMap(({ path, text }) => {
    const names = declared.get(path.split('/').slice(0, 2).join('/'))
    if (names === undefined || path.includes('/scripts/')) return []
    return [...text.matchAll(loaded)]
      .map(([, specifier = '']) => packageOf(specifier))
      .filter((name) => name !== null && !names.has(name))
      .map((name) => ({ path, rule: 'declared-packages', message: `loads ${name}, which its room's package.json does not declare` }))
  })
}

function namesIn(manifest: string): ReadonlySet<string> {
  const { name, dependencies, peerDependencies, optionalDependencies } = JSON.parse(manifest) as { name: string } & Record<string, object>
  return new Set([name, ...Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies })])
}

/** Returns the package to which an import refers; null for a file of the same room and for Node's own modules. */
function packageOf(specifier: string): string | null {
  if (/^[.#]/.test(specifier) || specifier.startsWith('node:') || specifier === ofTheCompiler || builtinModules.includes(specifier)) return null
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}
