import type { Role } from './roles.ts'

/** Returns the connection URL of `role` on `database`, at the server of `adminUrl`. */
export function roleUrl({ adminUrl, role, password, database }: { adminUrl: string; role: Role; password: string; database: string }): string {
  const url = new URL(adminUrl)
  url.username = role
  url.password = encodeURIComponent(password)
  url.pathname = `/${database}`
  return url.toString()
}
