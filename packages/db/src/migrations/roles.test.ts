import { describe, expect, it } from 'vitest'
import { databaseProcesses, databaseSettings, operatorSettings, type Role, roles } from './roles.ts'

const urls = Object.fromEntries(roles.map((role) => [role, `url of ${role}`])) as Record<Role, string>

describe('databaseSettings', () => {
  it('returns each process the URLs of its roles, and gives each role to one process', () => {
    expect(databaseSettings('engine', urls)).toMatchObject({
      MATCHER_DATABASE_URL: 'url of infinitio_matcher',
      FOLLOWER_DATABASE_URL: 'url of infinitio_follower',
      WORKER_DATABASE_URL: 'url of infinitio_worker',
    })
    const given = databaseProcesses.flatMap((process) => Object.values(databaseSettings(process, urls)))
    expect(given).toEqual([...new Set(given)])
    expect(given).toHaveLength(roles.length - 2)
  })

  it("returns the owner's and the operator's URLs to no process, and nothing to a process without a role", () => {
    const given = databaseProcesses.flatMap((process) => Object.values(databaseSettings(process, urls)))
    expect(given.filter((url) => url === urls.infinitio_owner || url === urls.infinitio_admin)).toEqual([])
    expect(databaseSettings('agent', urls)).toEqual({})
  })
})

describe('operatorSettings', () => {
  it('returns the URL of every role, named by the role', () => {
    expect(operatorSettings(urls)).toMatchObject({ OWNER_DATABASE_URL: urls.infinitio_owner, API_DATABASE_URL: urls.infinitio_api })
    expect(Object.values(operatorSettings(urls))).toEqual(roles.map((role) => urls[role]))
  })
})
