import { describe, expect, it } from 'vitest'
import { databaseProcesses, databaseSettings, type Role, roles } from './roles.ts'

const urls = Object.fromEntries(roles.map((role) => [role, `url of ${role}`])) as Record<Role, string>

describe('databaseSettings', () => {
  it('gives each process the URLs of its own roles, and each role to one process', () => {
    expect(databaseSettings('engine', urls)).toMatchObject({
      MATCHER_DATABASE_URL: 'url of infinitio_matcher',
      FOLLOWER_DATABASE_URL: 'url of infinitio_follower',
      WORKER_DATABASE_URL: 'url of infinitio_worker',
    })
    const given = databaseProcesses.flatMap((process) => Object.values(databaseSettings(process, urls)))
    expect(given).toEqual([...new Set(given)])
    expect(given).toHaveLength(roles.length - 2)
  })

  it('gives nobody the owner and the operator, and a process without a role nothing', () => {
    const given = databaseProcesses.flatMap((process) => Object.values(databaseSettings(process, urls)))
    expect(given.filter((url) => url === urls.infinitio_owner || url === urls.infinitio_admin)).toEqual([])
    expect(databaseSettings('agent', urls)).toEqual({})
  })
})
