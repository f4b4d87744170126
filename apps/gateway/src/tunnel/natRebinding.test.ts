import { spawn } from 'node:child_process'
import { hasOpenSsh } from '@infinitio/process/test'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type NatRouter, natRouter, natTools } from '../../test/nat/natRouter.ts'
import { startTestbed } from '../../test/startTestbed.ts'
import { until } from '../../test/until.ts'

const tools = process.env.TEST_LONG === '1' && hasOpenSsh ? natTools() : { missing: 'it is a long test' }

describe.skipIf('missing' in tools)('a node behind a router that translates addresses', () => {
  let testbed: Awaited<ReturnType<typeof startTestbed>>
  let router: NatRouter
  beforeAll(async () => {
    router = natRouter(tools as { root: string })
    testbed = await startTestbed({ host: '0.0.0.0' })
  })
  afterAll(async () => {
    await testbed?.close()
    router?.remove()
  })

  test('keeps its sessions when the router changes the ports of its connections', async () => {
    const { shell, ports } = await setup({ leaseId: 801 })
    expect(await shell.ask('one')).toBe('one')
    expect(ports()).toEqual([expect.toSatisfy((port: number) => port >= 40_000 && port < 40_100)])
    router.rebind()
    expect(await shell.ask('two')).toBe('two')
    expect(ports()).toEqual([expect.toSatisfy((port: number) => port >= 50_000 && port < 50_100)])
  })

  test('keeps its sessions when a firewall forgets its connections and drops unknown packets', async () => {
    const { shell, ports } = await setup({ leaseId: 802 })
    expect(await shell.ask('one')).toBe('one')
    router.forget()
    expect(await shell.ask('two')).toBe('two')
    expect(ports()).toEqual([expect.toSatisfy((port: number) => port >= 45_000 && port < 45_100)])
    expect(shell.hasEnded()).toBe(false)
  })

  async function setup({ leaseId }: { leaseId: number }) {
    const { tunnelPort } = testbed.gateway
    const machine = await testbed.listed({ tunnelPorts: [tunnelPort], at: { host: router.address, within: router.within } })
    onTestFinished(() => machine.kill('SIGKILL'))
    const { tenant } = await testbed.rented({ leaseId, on: machine })
    const child = spawn('ssh', [...tenant.options, ...tenant.target, 'cat'], { stdio: ['pipe', 'pipe', 'inherit'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    let text = ''
    child.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()))
    const ask = async (word: string): Promise<string> => {
      const from = text.length
      child.stdin.write(`${word}\n`)
      await until(() => text.length > from && text.endsWith('\n'))
      return text.slice(from).trim()
    }
    return { shell: { ask, hasEnded: () => child.exitCode !== null }, ports: () => router.outerPorts(tunnelPort) }
  }
})
