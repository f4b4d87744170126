/** Returns the path of a name in a folder. Pure. */
export function pathIn(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`
}

/** The home folder of every lease that runs in a container. The folders above it belong to the lease too. */
const containerHome = '/root'

type Crumb = { readonly name: string; readonly path: string }

/**
 * Returns the folders along a path, outermost first. In a lease without a container, the home is a folder on the provider's machine. If the path is inside such
 * a home, the list starts with the home, named `homeName`, and hides the machine's folders above it. Pure.
 */
export function crumbsOf(path: string, { home, homeName }: { readonly home: string; readonly homeName: string }): readonly Crumb[] {
  const isBelowHome = path === home || path.startsWith(pathIn(home, ''))
  const first = home !== containerHome && isBelowHome ? { name: homeName, path: home } : { name: '/', path: '/' }
  const names = path
    .slice(first.path.length)
    .split('/')
    .filter((name) => name !== '')
  return [first, ...names.map((name, index) => ({ name, path: pathIn(first.path, names.slice(0, index + 1).join('/')) }))]
}

/** Returns the last name of a path, or `files` for the root. Pure. */
export function lastNameOf(path: string): string {
  return path.split('/').at(-1) || 'files'
}

/** Returns true for a valid file name: 1 to 255 bytes, no slash or NUL, not `.` or `..`. Pure. */
export function isName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\0]/.test(name) && new TextEncoder().encode(name).byteLength <= 255
}
