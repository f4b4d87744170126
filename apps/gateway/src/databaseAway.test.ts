import { spawn } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasOpenSsh } from '@infinitio/process/test'
import { startTestbed } from '../test/startTestbed.ts'
import { until } from '../test/until.ts'

describe.skipIf(!hasOpenSsh)('serves renters while the database does not respond', () => {
  let testbed: Awaited<ReturnType<typeof startTestbed>>
  beforeAll(async () => {
    testbed = await startTestbed()
  })
  afterAll(() => testbed.close())

  test('keeps open sessions, admits the renter of a known lease but not of an unknown one, and writes evidence later', async () => {
    const known = await testbed.rented({ leaseId: 201 })
    const session = spawn('ssh', [...known.tenant.options, ...known.tenant.target, 'while read line; do echo "got $line"; done'], { stdio: 'pipe' })
    let text = ''
    session.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()))
    session.stdin.write('one\n')
    await until(() => text.includes('got one'))

    testbed.databaseLine.cut()
    await until(async () => !(await testbed.health()).databaseUp)
    session.stdin.write('two\n')
    await until(() => text.includes('got two'))
    expect((await known.tenant.run([...known.tenant.target, 'echo again'])).stdout).toBe('again\n')
    const stranger = testbed.renter({ leaseId: 202, hostKey: known.machine.facts.hostKey })
    expect((await stranger.run([...stranger.target, 'true'])).stderr).toContain('Permission denied (publickey)')
    session.stdin.end()

    testbed.databaseLine.mend()
    await until(async () => (await testbed.health()).databaseUp)
    await until(async () => (await testbed.market.rows('select 1 from connections where lease_id = 201 and closed_at is not null')).length === 2)
  })

  test('accepts a known node again', async () => {
    const { machine, tenant } = await testbed.rented({ leaseId: 203, ownMachine: true })
    expect((await tenant.run([...tenant.target, 'echo in'])).stdout).toBe('in\n')
    testbed.databaseLine.cut()
    await machine.kill('SIGKILL')
    await machine.restart()
    await until(async () => (await tenant.run([...tenant.target, 'echo back'])).stdout === 'back\n')
    testbed.databaseLine.mend()
  })
})
