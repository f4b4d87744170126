/**
 * Returns the environment of a process that a test starts: the path of programs, and the folder of Node's compile cache, without which each start would compile
 * everything again. The environment has none of our settings.
 */
export function bareEnv(): { readonly PATH: string | undefined; readonly NODE_COMPILE_CACHE: string | undefined } {
  return { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }
}
