/** Returns the path of a request as it was sent, without its query. Unlike `new URL`, it accepts `//` and never throws. Pure. */
export function requestPath(url: string | undefined): string {
  return (url ?? '/').split(/[?#]/, 1)[0] ?? '/'
}
