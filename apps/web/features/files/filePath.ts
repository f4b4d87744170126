/** Returns the path of a name in a folder. Pure. */
export function pathIn(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`
}

/** Returns the folders along a path, the root first. Pure. */
export function crumbsOf(path: string): readonly { readonly name: string; readonly path: string }[] {
  const names = path.split('/').filter((name) => name !== '')
  return [{ name: '/', path: '/' }, ...names.map((name, index) => ({ name, path: `/${names.slice(0, index + 1).join('/')}` }))]
}

/** Returns the last name of a path, or `files` for the root. Pure. */
export function lastNameOf(path: string): string {
  return crumbsOf(path).at(-1)?.name.replace('/', '') || 'files'
}

/** Returns true for a valid file name: 1 to 255 bytes, no slash or NUL, not `.` or `..`. Pure. */
export function isName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\0]/.test(name) && new TextEncoder().encode(name).byteLength <= 255
}
