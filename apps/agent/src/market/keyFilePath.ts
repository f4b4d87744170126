import os from 'node:os'
import path from 'node:path'

/** The absolute path of a key file as a person named it. */
export const keyFilePath = (said: string): string => path.resolve(said.replace(/^~(?=\/)/, os.homedir()))
