/** The command that installs the packages of the source code, with the pnpm version that the source code requires. A test compares the two. */
export const installPackages = 'npx pnpm@12.21.0 install --frozen-lockfile'

/** Returns a command for a folder with the source code. It checks the machine, or lists it on the market at `origin`. */
export function provideLine(origin: string | null, { check }: { readonly check: boolean }): string {
  return ['node packages/cli/src/main.ts provide', check ? '--check' : null, origin === null ? null : `--url ${origin}`].filter(Boolean).join(' ')
}
