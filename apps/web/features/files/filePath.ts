/** The path of a name in a folder. Pure. */
export function pathIn(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`
}

/** The folders on the way to a path, the root first. Pure. */
export function crumbsOf(path: string): readonly { readonly name: string; readonly path: string }[] {
  const names = path.split('/').filter((name) => name !== '')
  return [{ name: '/', path: '/' }, ...names.map((name, index) => ({ name, path: `/${names.slice(0, index + 1).join('/')}` }))]
}

/** The last name of a path; of the root `files`. Pure. */
export function lastNameOf(path: string): string {
  return crumbsOf(path).at(-1)?.name.replace('/', '') || 'files'
}

/** Whether a person may give this name: no path, and nothing a folder means by itself. Pure. */
export function isName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\0]/.test(name) && new TextEncoder().encode(name).byteLength <= 255
}
