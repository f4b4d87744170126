import fs from 'node:fs'
import path from 'node:path'

type Place = { path: string; below: string | null }

/** Throws unless the socket at a path is the lease's: a file of this user, or, where leases share a user, one below the lease's home. */
export function requireOwnSocket(place: Place): void {
  const real = fs.realpathSync(place.path)
  if (place.below === null ? fs.statSync(real).uid !== process.getuid?.() : !isBelow(real, place.below)) throw new Error('EACCES')
}

/** Throws unless a socket may be made at a path; what this user may not write the kernel refuses anyway. */
export function requireOwnFolder(place: Place): void {
  if (place.below !== null && !isBelow(fs.realpathSync(path.dirname(place.path)), place.below)) throw new Error('EACCES')
}

function isBelow(file: string, folder: string): boolean {
  const real = fs.realpathSync(folder)
  return file === real || file.startsWith(`${real}/`)
}
