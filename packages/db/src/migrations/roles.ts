/** The process that connects with a role, and the name of the setting that contains the URL for it. */
type Connection = { readonly process: string; readonly setting: string }

/**
 * All database roles. Migrations, `npm start`, the containers' settings and their test use this one list. `infinitio_owner` runs migrations; the operator uses
 * `infinitio_admin`. Every other role belongs to one process, and only that process gets its URL.
 */
const connections = {
  infinitio_owner: null,
  infinitio_api: { process: 'web', setting: 'DATABASE_URL' },
  infinitio_matcher: { process: 'engine', setting: 'MATCHER_DATABASE_URL' },
  infinitio_follower: { process: 'engine', setting: 'FOLLOWER_DATABASE_URL' },
  infinitio_worker: { process: 'engine', setting: 'WORKER_DATABASE_URL' },
  infinitio_gateway: { process: 'gateway', setting: 'DATABASE_URL' },
  infinitio_admin: null,
} as const satisfies Record<string, Connection | null>

/** One of the roles of the database. */
export type Role = keyof typeof connections

/** The names of the roles. */
export const roles = Object.keys(connections) as readonly Role[]

const connected: readonly (readonly [Role, Connection])[] = roles.flatMap((role) => {
  const connection = connections[role]
  return connection === null ? [] : [[role, connection] as const]
})

/** The processes that connect to the database, without duplicates. */
export const databaseProcesses: readonly string[] = [...new Set(connected.map(([, { process }]) => process))]

/** Returns the settings that give a process the URLs of its roles. The result is empty for a process without a role. */
export function databaseSettings(process: string, urls: Readonly<Record<Role, string>>): Record<string, string> {
  return Object.fromEntries(connected.flatMap(([role, connection]) => (connection.process === process ? [[connection.setting, urls[role]]] : [])))
}

/** Returns the settings that give the operator's commands the URL of every role: `OWNER_DATABASE_URL`, `API_DATABASE_URL` and so on. */
export function operatorSettings(urls: Readonly<Record<Role, string>>): Record<string, string> {
  return Object.fromEntries(roles.map((role) => [`${role.slice('infinitio_'.length).toUpperCase()}_DATABASE_URL`, urls[role]]))
}
