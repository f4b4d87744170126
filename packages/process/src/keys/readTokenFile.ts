import { EnvironmentError } from '../readEnv.ts'
import { readPrivateFile } from './readPrivateFile.ts'

/** 32 bytes in base64url. */
const tokenForm = /^[A-Za-z0-9_-]{43}$/

/** Reads the token of a machine from a file that only its owner can access. Throws EnvironmentError with the file's path, never its content. */
export function readTokenFile(path: string): string {
  const token = readPrivateFile(path, { what: 'token file' }).trim()
  if (!tokenForm.test(token)) throw new EnvironmentError(`the token file ${path} does not hold one token; delete it, and npm start makes another`)
  return token
}
