/** Installs the packages of the source code, with the version of pnpm that it names. A test compares the two. */
export const installPackages = 'npx pnpm@12.21.0 install --frozen-lockfile'

/** Returns the line that works in a folder with the source code today: it checks the machine or lists it on the market at `origin`. */
export function provideLine(origin: string | null, { check }: { readonly check: boolean }): string {
  return ['node packages/cli/src/main.ts provide', check ? '--check' : null, origin === null ? null : `--url ${origin}`].filter(Boolean).join(' ')
}
