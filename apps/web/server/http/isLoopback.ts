const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** Whether an address is this machine's own, so that whoever calls runs here. */
export function isLoopback(ip: string): boolean {
  return loopback.has(ip)
}
