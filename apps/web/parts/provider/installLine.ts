/**
 * Returns the command that installs `infinitio` for all users of a machine, from the market at `origin`. `origin` is null until the URL of the page is
 * known.
 */
export function installLine(origin: string | null): string {
  return `curl -fsSL ${origin ?? ''}/install.sh | INFINITIO_PREFIX=/usr/local sh`
}

/** Returns a command that checks the machine, or that lists it on the market at `origin` as a service, so that it stays listed after a restart. */
export function provideLine(origin: string | null, { check }: { readonly check: boolean }): string {
  return ['infinitio provide', check ? '--check' : '--service', origin === null ? null : `--url ${origin}`].filter(Boolean).join(' ')
}
