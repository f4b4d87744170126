/** Test tools for every app and package: the OpenSSH client, the environment of a test process, and seeded random numbers. */
export { bareEnv } from './bareEnv.ts'
export { mutateBytes } from './mutateBytes.ts'
export { testIdentity } from './testIdentity.ts'
export { programFile } from './programFile.ts'
export { openPythonTools, type PythonTools } from './openPythonTools.ts'
export { pick, randomFrom } from './randomFrom.ts'
export { hostileHello, hostilePayload, sendPayload } from './hostileSsh.ts'
export { hasOpenSsh, sshRenter } from './sshClient.ts'
