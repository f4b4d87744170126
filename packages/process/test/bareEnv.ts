/**
 * What a process that a test starts gets of our environment: where programs are, and where Node keeps compiled code, without which each start
 * compiles everything anew and takes twice the processor time. None of our settings.
 */
export function bareEnv(): { readonly PATH: string | undefined; readonly NODE_COMPILE_CACHE: string | undefined } {
  return { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }
}
